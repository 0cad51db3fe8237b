import type { Text } from '../../core/base/text.ts';
import { joinSentences } from '../../core/base/text.ts';
import type { Alert, AlertKind } from '../../core/delivery/alert.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import { planNotice } from '../../core/digest/post-plan.ts';
import type { Notice } from '../../core/message/message.ts';
import { texts } from './alert-texts.ts';
import type { Outcome } from './delivery-outcome.ts';
import { type SendPostsInput, sendPosts, settleUnknown } from './send-posts.ts';

type Subject = { readonly subject: string };

const WORDS: Readonly<Record<AlertKind, Record<'raised' | 'fix' | 'ended', (about: Subject) => string>>> = {
  source: { raised: texts.source, fix: texts.sourceFix, ended: texts.sourceEnded },
  platform: { raised: texts.platform, fix: texts.platformFix, ended: texts.platformEnded },
  tenant: { raised: texts.tenant, fix: texts.tenantFix, ended: texts.tenantEnded },
  'unknown-outcome': {
    raised: texts.unknownOutcome,
    fix: texts.unknownOutcomeFix,
    ended: texts.unknownOutcomeEnded,
  },
  budget: { raised: texts.budget, fix: texts.budgetFix, ended: texts.budgetEnded },
};

type SendAlertInput = Omit<SendPostsInput, 'compose' | 'threadTitle' | 'onPosted'>;

/** Posts what was raised or has ended at this slot, like any other post: planned, marked, looked up. */
export async function sendAlert(input: SendAlertInput): Promise<Outcome | undefined> {
  const { store, delivery } = input;
  const notice = composeAlert(await store.alerts.list(), delivery);
  // It was over and raised again before anybody could be notified of it.
  if (!notice) return { state: 'skipped', reason: { code: 'nothing-to-send', values: {} } };
  await store.posts.plan(planNotice(delivery));
  const sent = await sendPosts({ ...input, compose: async () => notice, threadTitle: notice.title });
  if (sent.kind === 'stopped') return undefined;
  return sent.kind === 'unknown' ? settleUnknown(input, sent) : { state: 'sent' };
}

function composeAlert(alerts: readonly Alert[], { slot }: Pick<Delivery, 'slot'>): Notice | undefined {
  const raised = alerts.filter(({ raisedSlot }) => raisedSlot === slot);
  const ended = alerts.filter(({ endedSlot }) => endedSlot === slot);
  if (raised.length + ended.length === 0) return undefined;
  const lines: Text[] = [
    ...raised.map((alert) => WORDS[alert.kind].raised(alert)),
    ...ended.map((alert) => WORDS[alert.kind].ended(alert)),
  ];
  const fixes = [...new Set(raised.map((alert) => WORDS[alert.kind].fix(alert)))];
  return {
    kind: 'notice',
    tone: raised.length > 0 ? 'warning' : 'success',
    title: raised.length > 0 ? texts.raisedTitle() : texts.endedTitle(),
    text: joinSentences(...lines),
    ...(fixes.length > 0 ? { fix: joinSentences(...fixes) } : {}),
  };
}
