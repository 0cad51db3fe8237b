import type { Text } from '../../../src/core/base/text.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import { fitOneScreen } from '../../../src/core/message/fit-one-screen.ts';
import type { Fields, Notice, PaperList } from '../../../src/core/message/message.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { SafeBlock } from './blocks.ts';
import { LIST_ON_PHONE } from './phone.ts';
import { context, header, renderActionRows, renderEntries, renderMenu } from './render-parts.ts';
import { buildRichText, run, toRuns } from './rich-text.ts';

const TONES = { info: 'ℹ️', success: '✅', warning: '⚠️', error: '❌' } as const satisfies Record<
  Notice['tone'],
  string
>;

/** Slack has no such limit: as many as an embed of Discord takes, so that both platforms show the same. */
const MAX_FIELDS = 25;

/** A page of results, or what to try when there are none. */
export function listBlocks(message: PaperList, room: Room): SafeBlock[] {
  const { title, note, entries, empty, actions } = message;
  return [
    header(title),
    ...context([flattenText(note)], room),
    ...renderEntries(fitOneScreen(message, LIST_ON_PHONE), room),
    ...(entries.length === 0 && empty ? buildRichText([toRuns(empty, room(1500))]) : []),
    ...renderMenu(message),
    ...renderActionRows(actions),
  ];
}

/** Names and values, one per line. */
export function renderFields(message: Fields, room: Room): SafeBlock[] {
  const { title, intro, fields, actions } = message;
  const lines = fields.slice(0, MAX_FIELDS).map(({ name, value }) => [
    ...run(`${toOneLine(name, Math.min(80, room(160)))}:${isMultiline(value) ? '\n' : ' '}`, {
      bold: true,
    }),
    ...toRuns(value, room(1000)),
  ]);
  return [
    header(title),
    ...(intro ? buildRichText([toRuns(intro, room(1500))]) : []),
    ...buildRichText(lines),
    ...renderMenu(message),
    ...renderActionRows(actions),
  ];
}

/** A value of several lines begins below its name: beside it, the first line would be indented and the others not. */
function isMultiline(value: Text): boolean {
  return typeof value === 'string' ? value.includes('\n') : value.some(({ text }) => text.includes('\n'));
}

/** One notice: what happened, what to do about it, what to type. */
export function renderNotice(message: Notice, room: Room): SafeBlock[] {
  const { tone, title, text, fix, example, requestId, actions } = message;
  return [
    ...buildRichText([
      run(`${TONES[tone]} ${toOneLine(title, room(300))}`, { bold: true }),
      text ? toRuns(text, room(2500)) : [],
      fix ? toRuns(fix, room(1000)) : [],
      example ? toRuns([{ ...example, code: true }], room(300)) : [],
    ]),
    ...context([requestId ? texts.request({ id: requestId }) : undefined], room),
    ...renderActionRows(actions),
  ];
}
