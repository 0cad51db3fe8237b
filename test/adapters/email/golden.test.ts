import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderMail } from '../../../adapters/email/render/render.ts';
import { GOLDEN } from '../../support/golden.ts';

const frame = {
  voteLink: (paperId: string, value: number) =>
    `https://papers.example.org/vote/${paperId}/${value > 0 ? 'up' : 'down'}`,
  own: {
    change: 'https://papers.example.org/mail/change/token',
    unsubscribe: 'https://papers.example.org/mail/unsubscribe/token',
  },
};

describe.each(Object.entries(GOLDEN))('a mail of the kind %s', (kind, message) => {
  it('looks as it is written down', async () => {
    const { subject, html, text } = renderMail(message, frame);
    const file = (name: string) => join(import.meta.dirname, 'golden', `${kind}.${name}`);
    await expect(html).toMatchFileSnapshot(file('html'));
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(file('txt'));
  });
});
