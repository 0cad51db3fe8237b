import { createTexts } from '../../core/base/catalog.ts';

export const texts = createTexts({
  title: 'Do you want {often, select, weekly {the weekly papers} other {the daily papers}} by e-mail?',
  text: 'Somebody, most likely you, asked Paperboy to send this address {what, select, channel {the papers that a channel of a chat gets} follows {the papers that its reader follows in a chat} public {the papers that a public channel posts} topics {the papers on some topics} other {all papers of the list}}: {when} ({zone}).',
  fix: 'Nothing is sent until you press the button. If it was not you, do nothing: after two days the request is deleted, and your address with it.',
  button: 'Yes, send them',
});
