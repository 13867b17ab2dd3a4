/** The columns of a table of rows for people, from left to right: in the Attendance panel and in Markdown. */
export const cellNames = [
  'person',
  'roles',
  'publisher',
  'joined',
  'left',
  'reported',
  'interval',
  'notes',
  'userSession',
] as const;
export type CellName = (typeof cellNames)[number];
