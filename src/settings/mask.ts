/** The mask that replaces secrets. */
export const mask = '********';
