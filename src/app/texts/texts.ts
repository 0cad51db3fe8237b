import { createProblems, createTexts } from '../../core/base/catalog.ts';

export const texts = createTexts({
  slackByHttp:
    'Slack sends events over HTTP to {address}, because SLACK_SIGNING_SECRET is set and SLACK_APP_TOKEN is not',
  slackBySocket: 'Slack sends events over Socket Mode, because SLACK_APP_TOKEN is set',
  slackBothSet:
    'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set, and only one is used: the app-level token, for Socket Mode. Remove SLACK_SIGNING_SECRET; or, to receive events over HTTP, remove SLACK_APP_TOKEN.',
});

/** The results of a check of a channel whose platform cannot be asked. */
export const findings = createProblems({
  notConnected: {
    what: 'Nothing will be posted here: there is no connection to {platform}.',
    fix: 'Set {tokens} (see .env.example), then: npx node src/main.ts check',
  },
  servesAlone: {
    what: 'Nothing will be posted here: the terminal gets posts only where no platform has a token.',
  },
});
