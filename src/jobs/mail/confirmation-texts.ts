import { createTexts } from '../../core/base/catalog.ts';

export const texts = createTexts({
  title: 'Do you want the daily papers by e-mail?',
  text: 'Somebody, most likely you, asked for them at this address: {when} ({zone}).',
  fix: 'Nothing is sent until you press the button. If it was not you, do nothing: after two days the request is deleted, and your address with it.',
  button: 'Yes, send them',
});
