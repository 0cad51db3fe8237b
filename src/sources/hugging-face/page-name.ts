/** For errors about the HTML page. */
export const NAME = 'Hugging Face (page)';
