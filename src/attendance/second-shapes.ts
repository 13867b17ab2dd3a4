/** Instants to the second, as `formatted` takes them: the time of day, with the day, with the year. */
export const clockSeconds: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
export const daySeconds: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', ...clockSeconds };
export const yearSeconds: Intl.DateTimeFormatOptions = { year: 'numeric', ...daySeconds };
