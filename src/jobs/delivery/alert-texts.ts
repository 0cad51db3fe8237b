import { createTexts } from '../../core/base/catalog.ts';

/** What the operator reads in the channel for alerts. */
export const texts = createTexts({
  raisedTitle: 'Paperboy needs attention',
  endedTitle: 'Paperboy is well again',
  source: '{subject} has not answered for an hour.',
  sourceFix: 'Digests wait for the list of Hugging Face. The log says what was answered.',
  sourceEnded: '{subject} answers again.',
  platform: 'No events have come in from {subject} for ten minutes: nobody’s commands are answered there.',
  platformFix: 'Run npx node src/main.ts check where the bot runs.',
  platformEnded: 'Events come in from {subject} again.',
  tenant: '{subject} has removed the bot. Its posts are paused, and its data is deleted after 30 days.',
  tenantFix: 'Invite the bot again before that if it was a mistake.',
  tenantEnded: '{subject} has the bot again, or its data was deleted.',
  unknownOutcome: 'It is not known whether a digest on {subject} was posted.',
  unknownOutcomeFix: 'The log names the channel, and the permission with which it could be looked up.',
  unknownOutcomeEnded: 'For a day, every post on {subject} has had a known outcome.',
  budget: 'The daily budget of the model is used up. Summaries are made without it until midnight UTC.',
  budgetFix: 'LLM_DAILY_COST and LLM_DAILY_TOKENS set the budget.',
  budgetEnded: 'The model has a new daily budget.',
});
