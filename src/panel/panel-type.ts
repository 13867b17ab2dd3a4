/** The view type of Attendance panels, as package.json's activation event names it. */
export const panelType = 'rollcall.attendance';
