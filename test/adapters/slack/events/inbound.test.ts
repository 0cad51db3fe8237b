import type { MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  packOrigin,
  readCommand,
  readReaction,
  readShortcut,
  readSubmission,
} from '../../../../adapters/slack/events/inbound.ts';
import { toPlainInteraction } from '../../../../src/core/message/plain-interaction.ts';

const command = (text: string) =>
  readCommand({
    command: '/papers',
    text,
    trigger_id: 't',
    user_id: 'U0BOB',
    team_id: 'T0LOOP',
    channel_id: 'C0OPEN',
  });

/** The fields of a submission that are read. */
const submission = (private_metadata: string) =>
  readSubmission({
    user: { id: 'U0BOB' },
    team: { id: 'T0LOOP' },
    trigger_id: 't',
    view: {
      callback_id: 'settings',
      private_metadata,
      state: {
        values: {
          time: { value: { type: 'plain_text_input', value: '09:00' } },
          layout: { value: { type: 'static_select', selected_option: { value: 'cards' } } },
          topics: { value: { type: 'plain_text_input', value: null } },
        },
      },
    },
  } as unknown as ViewSubmitAction);

describe('what comes in from Slack', () => {
  it('has straight quotation marks in a command, however the app set them', () => {
    // The adapter passes on what it got; the dispatcher reads every platform's text as plain text.
    expect(toPlainInteraction(command(' search “deep learning” -„graph” ‘x’ ').interaction)).toEqual({
      kind: 'line',
      text: 'search "deep learning" -"graph" \'x\'',
    });
  });

  it('has the operators of a search as they were typed', () => {
    expect(command('search R&amp;D votes:&gt;20 &amp;lt;').interaction).toEqual({
      kind: 'line',
      text: 'search R&D votes:>20 &lt;',
    });
    // Should Slack once send them as they are, they stay so.
    expect(command('search votes:>20').interaction).toMatchObject({ text: 'search votes:>20' });
  });

  it('is no vote when it is another reaction or is on a file', () => {
    const item = { type: 'message', channel: 'C', ts: '1.0' };
    expect(readReaction({ user: 'U', reaction: 'heart', item }, 'T', true)).toBeUndefined();
    expect(readReaction({ user: 'U', reaction: '+1', item: { type: 'file' } }, 'T', true)).toBeUndefined();
    expect(readReaction({ user: 'U', reaction: '+1', item }, 'T', false)).toMatchObject({ added: false });
  });

  it('brings a form’s values and the channel it was opened in', () => {
    const { origin } = command('settings');
    const asked = submission(packOrigin(origin));
    expect(asked.interaction).toEqual({
      kind: 'form',
      id: 'settings',
      values: { time: '09:00', layout: 'cards', topics: '' },
    });
    expect(asked.origin).toMatchObject({ team: 'T0LOOP', user: 'U0BOB', channel: 'C0OPEN' });
  });

  it('takes a form with any metadata, also that of another version', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (metadata) => {
        const { channel } = submission(metadata).origin;
        expect(['undefined', 'string']).toContain(typeof channel);
      }),
    );
  });

  it('finds the first paper in any message, or none', () => {
    const shortcut = (text: string) =>
      readShortcut({
        user: { id: 'U' },
        team: { id: 'T' },
        channel: { id: 'C' },
        message: { text },
        trigger_id: 't',
      } as unknown as MessageShortcut).interaction;
    expect(shortcut('see <https://arxiv.org/pdf/2604.26752v3|pdf>, 2604.00001')).toEqual({
      kind: 'line',
      text: 'show 2604.26752',
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shortcut(text)).toMatchObject({ kind: 'line' });
      }),
    );
  });
});
