import { createProblems, createTexts } from '../core/base/catalog.ts';

/** What is wrong with a setting, in words that follow its name. */
export const texts = createTexts({
  notAnAddress: 'is not a web address',
  holdsPassword: 'holds a name or a password, which would end up in logs',
  notAnAmount: 'is not an amount such as 0.15',
  notWhole: 'is not a whole number from {min} to {max}',
  notAnInstant: 'is not an instant in ISO 8601',
  misplaced: 'holds what looks like a token, or the value of another setting that is secret',

  wrong: '{name} {complaint}. Example: {name}={example}',
  wrongValue: '{name} ("{typed}") {complaint}. Example: {name}={example}',
  missing: '{name} is missing: {why}. Example: {name}={example}',
  slackEvents: 'Slack needs it to hand us events',
  slackPosts: 'Slack needs it to let us post',
  whichModel: 'LLM_BASE_URL needs to be told which model to use',
  whichEndpoint: 'LLM_MODEL needs an endpoint that serves it',
  costNeedsPrices: 'LLM_DAILY_COST has no effect without prices',
  notHere:
    '{name} is not on this machine, and PAPERBOY_CLOCK_SPEED is for rehearsals there alone. Example: {name}=http://127.0.0.1:8080',
});

export const problems = createProblems({
  configInvalid: {
    what: 'The settings cannot be used:\n{list}',
    fix: 'Correct them in the environment or in .env; .env.example explains each.',
  },
});
