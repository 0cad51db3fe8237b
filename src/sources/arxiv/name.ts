/** For people, logs and errors. */
export const NAME = 'arXiv';
