import { z } from 'zod';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { buildSamplePosts } from '../../../src/core/digest/sample-posts.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import { toFailedLine } from '../../../src/core/platform/check-line.ts';
import type { CheckLine } from '../../../src/core/platform/platform.ts';
import { CHAT_LAYOUTS, type Layout } from '../../../src/core/schedule/subscription.ts';
import type { SafeBlock } from '../render/blocks.ts';
import { renderBlocks } from '../render/render.ts';
import { findings } from '../texts/check.ts';
import { findErrorData, readSlackCode } from './errors.ts';
import type { Web } from './web.ts';

const MAX_ERRORS = 3;
const MAX_ERROR_LENGTH = 200;
/** Slack has no forums. */
const LAYOUTS = CHAT_LAYOUTS.filter((layout) => layout !== 'forum');
const AND = new Intl.ListFormat('en-US');

/** Asks Slack's own `blocks.validate` about a made-up digest in every layout. */
export async function validateLayouts(web: Web): Promise<CheckLine[]> {
  const asked = new Map<string, string | undefined>();
  const refused: CheckLine[] = [];
  const accepted: Layout[] = [];
  for (const layout of LAYOUTS) {
    try {
      const errors = await findErrors(web, layout, asked);
      if (errors === undefined) accepted.push(layout);
      else refused.push({ ok: false, minor: true, finding: findings.layoutRefused({ layout, errors }) });
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return [...refused, toNotChecked(error)];
    }
  }
  if (accepted.length === 0) return refused;
  const layouts = AND.format(accepted);
  return [...refused, { ok: true, finding: findings.layoutsAccepted({ layouts, count: accepted.length }) }];
}

/** What Slack refuses in a layout; posts that another layout has as well are asked about once. */
async function findErrors(
  web: Web,
  layout: Layout,
  asked: Map<string, string | undefined>,
): Promise<string | undefined> {
  const errors: string[] = [];
  for (const message of listDistinctKinds(layout)) {
    const blocks = renderBlocks(message);
    const key = JSON.stringify(blocks);
    if (!asked.has(key)) asked.set(key, await validate(web, blocks));
    const found = asked.get(key);
    if (found !== undefined) errors.push(found);
  }
  return errors.length === 0 ? undefined : errors.join('; ');
}

/** One post of each kind: the cards of a digest differ in their words alone. */
function listDistinctKinds(layout: Layout) {
  const posts = buildSamplePosts(layout);
  return [...new Map(posts.map((post) => [post.kind, post])).values()];
}

async function validate(web: Web, blocks: SafeBlock[]): Promise<string | undefined> {
  try {
    await web.call('blocks.validate', (client) => client.blocks.validate({ blocks }));
    return undefined;
  } catch (error) {
    if (readSlackCode(error) !== 'invalid_blocks') throw error;
    return describeErrors(findErrorData(error));
  }
}

const answer = z.object({ errors: z.array(z.unknown()) });
const validationError = z.object({
  pointer: z.string().catch(''),
  code: z.string().catch(''),
  message: z.string().catch(''),
});

/** Slack's own words, with the JSON pointer of each part: `/2/elements/0/text: must be shorter (failed_constraint)`. */
function describeErrors(data: unknown): string {
  const { errors = [] } = answer.safeParse(data).data ?? {};
  const described = errors.slice(0, MAX_ERRORS).flatMap((error) => {
    const { pointer, code, message } = validationError.safeParse(error).data ?? {};
    const what = [[pointer, message].filter(Boolean).join(': '), code && `(${code})`]
      .filter(Boolean)
      .join(' ');
    return what === '' ? [] : [toOneLine(what, MAX_ERROR_LENGTH)];
  });
  return described.join('; ') || 'invalid_blocks';
}

/** A Slack that lacks the method, or that could not be asked just now, says nothing about the layouts. */
function toNotChecked(error: DeliveryError): CheckLine {
  if (readSlackCode(error) === 'unknown_method') return { ok: true, finding: findings.layoutsNotChecked() };
  return toFailedLine(error, { minor: true });
}
