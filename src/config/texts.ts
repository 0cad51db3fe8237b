import { createProblems, createTexts } from '../core/base/catalog.ts';

/** What is wrong with a setting, in words that follow its name. */
export const texts = createTexts({
  notAnAddress: 'is not a web address',
  holdsPassword: 'contains a user name or a password, which would end up in logs',
  notADatabase: 'is not a database that Paperboy can open: give file:PATH or postgres://HOST/NAME',
  notAMailServer:
    'is not the address of a mail server: it takes a user name with a password or neither, special characters URL-encoded (/ is %2F)',
  oddMailOption:
    'has an unknown option after the ?, or an invalid value. Allowed: name, localAddress, authMethod (PLAIN, LOGIN or CRAM-MD5), requireTLS (true or false) and tls.servername',
  notAMailAddress: 'is not a mail address',
  notAChannel: 'is not a channel: give discord:CHANNEL or slack:WORKSPACE/CHANNEL',
  tooShort: 'is too short: at least {shortest} characters',
  notAnAmount: 'is not an amount such as 0.15',
  notTrueOrFalse: 'is neither true nor false',
  notWhole: 'is not a whole number from {min} to {max}',
  notAnInstant: 'is not an instant in ISO 8601',
  misplaced: 'contains what looks like a token, or the value of another secret setting',

  wrong: '{name} {complaint}. Example: {name}={example}',
  wrongValue: '{name} ("{typed}") {complaint}. Example: {name}={example}',
  missing: '{name} is missing: {why}. Example: {name}={example}',
  slackEvents: 'Slack needs it to send events',
  slackInstalled: 'it is needed to install the app in many workspaces',
  slackNotInstalled:
    '{name, select, SLACK_APP_TOKEN {SLACK_APP_TOKEN is for Socket Mode, and an app that many workspaces install gets its events over HTTP} other {{name} is of one workspace, and SLACK_CLIENT_ID is for many}}: remove {name} or SLACK_CLIENT_ID (docs/setting-up-slack.md)',
  slackPosts: 'it is needed to post to Slack',
  whichModel: 'LLM_BASE_URL also needs the name of a model',
  whichEndpoint: 'LLM_MODEL needs an endpoint that serves it',
  mailNeeds: 'SMTP_URL needs it to send mail',
  mailNeedsPages: 'SMTP_URL needs the pages on which people confirm and unsubscribe',
  mailNeedsHttps: 'is not https, which SMTP_URL needs for one-click unsubscribe',
  webNeeds: 'the pages need both WEB_URL and WEB_PORT',
  costNeedsPrices: 'LLM_DAILY_COST has no effect without prices',
  notHere:
    '{name} is not a loopback address, and PAPERBOY_CLOCK_SPEED works only with servers on this machine. Example: {name}={scheme}://127.0.0.1:8080',
});

export const problems = createProblems({
  configInvalid: {
    what: 'The settings cannot be used:\n{list}',
    fix: 'Correct them in the environment or in .env; .env.example explains each.',
  },
});
