import { createTexts } from '../../core/base/catalog.ts';

/** What the operator reads in the channel for alerts. */
export const texts = createTexts({
  raisedTitle: 'Paperboy needs attention',
  endedTitle: 'Paperboy alert resolved',
  source: '{subject} has not answered for an hour.',
  sourceFix: 'Digests that need it wait. See the log for the error.',
  sourceEnded: '{subject} answers again.',
  platform: 'No events have been received from {subject} for ten minutes. Commands there are not answered.',
  platformFix: 'Run npx node src/main.ts check where the bot runs.',
  platformEnded: 'Events are received from {subject} again, or {subject} is no longer configured.',
  tenant:
    'The bot was removed from {subject}. Posts there are paused, and the data of {subject} is deleted after 30 days.',
  tenantFix: 'If that was a mistake, invite the bot again within 30 days.',
  tenantEnded: 'The bot was added to {subject} again, or the data of {subject} was deleted.',
  unknownOutcome: 'It is not known whether a digest on {subject} was posted.',
  unknownOutcomeFix: 'The log names the channel, and the permission that the bot needs to look posts up.',
  unknownOutcomeEnded: 'No post on {subject} has had an unknown outcome for a day.',
  budget: 'The daily budget of the model is used up. Summaries are made without it until midnight UTC.',
  budgetFix: 'LLM_DAILY_COST and LLM_DAILY_TOKENS set the budget.',
  budgetEnded: 'The model has a new daily budget.',
});
