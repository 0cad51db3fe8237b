import type { SlackEvents } from '../cli/base/app.ts';
import type { Config } from '../config/config.ts';
import { texts } from './texts/texts.ts';

/**
 * How Slack's events arrive, and why. Every Slack app has a signing secret, and an app-level token is made for Socket Mode alone:
 * where both are set the socket is what was meant. Where it was not, Slack refuses the socket and `start` says so; the other
 * way round nothing would come, and nothing would say why.
 */
export function describeSlackEvents(config: Config): SlackEvents | undefined {
  const { SLACK_BOT_TOKEN: bot, SLACK_CLIENT_ID: clientId } = config;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = config;
  if (bot === undefined && clientId === undefined) return undefined;
  if (appToken === undefined) {
    // At the port of the web pages it is their server that listens.
    const isShared = config.WEB_URL !== undefined && config.WEB_PORT === config.SLACK_HTTP_PORT;
    const address = `${isShared ? config.WEB_HOST : config.SLACK_HTTP_HOST}:${config.SLACK_HTTP_PORT}`;
    return { way: 'http', says: texts.slackByHttp({ address }) };
  }
  const says = texts.slackBySocket();
  return { way: 'socket', says, ...(signingSecret === undefined ? {} : { warning: texts.slackBothSet() }) };
}
