/** The view type of the tabs of *Find a Person*, as package.json's activation event names it. */
export const personType = 'rollcall.person';
