/** Of all pages. */
export const LANGUAGE = 'en';
