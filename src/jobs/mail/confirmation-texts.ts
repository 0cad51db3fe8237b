import { createTexts } from '../../core/base/catalog.ts';

export const texts = createTexts({
  title: 'Do you want {often, select, weekly {the weekly papers} other {the daily papers}} by e-mail?',
  text: 'Somebody, most likely you, asked Paperboy to send this address {what, select, channel {the papers of a chat channel} follows {what they follow in a chat} public {the papers of a public channel} topics {papers about some topics} other {all listed papers}}: {when} ({zone}).',
  fix: 'Nothing is sent until you press the button. If it was not you, do nothing: after two days the request is deleted, and your address with it.',
  button: 'Yes, send them',
});
