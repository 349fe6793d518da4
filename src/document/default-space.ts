/** The space of requests that name none, and of users who have none (vendor's documents). */
export const defaultSpace = 'default_space';
