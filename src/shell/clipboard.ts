/** What is copied at most, bytes: the clipboard goes through several processes, as a whole. */
export const mostToCopy = 20 * 1024 * 1024;
