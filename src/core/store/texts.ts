import { createTexts } from '../base/catalog.ts';

/** How somebody voted, in `my-data.json`. */
export const texts = createTexts({ byButton: 'button or command', byReaction: 'reaction' });
