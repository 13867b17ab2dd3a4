/**
 * What stands before the word session where it is not the call's. The first: a connection of a user, whose id Stream names
 * beside the call's. The second: what other programs call a session.
 */
export const [usersWords, othersWords] = ['user|unified|participant', 'login|browser|auth|http|debug'];
