/** What stands in the place of a secret wherever one must not be seen. */
export const mask = '********';
