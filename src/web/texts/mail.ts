import { createTexts } from '../../core/base/catalog.ts';

/** Signing up, confirming, changing, ending and voting, on pages that links in a mail lead to. */
export const texts = createTexts({
  signUp: 'Get the papers by e-mail',
  whatIsSent:
    '{what, select, channel {What a channel of your chat gets} follows {What you follow in your chat} public {What the channel {name} posts} topics {Papers that match your topics} other {All listed papers}}.',
  signUpText:
    'Give your address and press the button in the mail that comes. Nothing else is sent before that.',
  ofFollows:
    'This page does not know what you follow in your chat. To get papers from the authors, organizations and topics that you follow, send the bot /papers email me@example.org which:follows there. Or enter topics below.',
  which: 'What to send',
  wholeList: 'The whole day’s list',
  ofChannel: 'What the channel {name} posts',
  channelPosts: 'It posts {when} ({zone}). A mail that comes later has the papers of that day.',
  address: 'E-mail address',
  howOften: 'How often',
  daily: 'Every day',
  weekly: 'Once a week, on Monday',
  time: 'Time of day, such as 9:00',
  zone: 'Time zone, such as Europe/Paris',
  recap: 'Recap: how the papers of the week or month did',
  noRecap: 'None',
  weekRecap: 'Weekly, on Friday',
  monthRecap: 'Monthly, on the 1st',
  topics: 'Topics, separated by commas (leave empty for all papers)',
  leaveEmpty: 'Leave this empty',
  send: 'Send the confirmation',
  asked: 'Check your inbox',
  askedText:
    'If this address can receive mail, a confirmation is on its way. Press the button in it within two days.',
  notAsked: 'Nothing was sent',

  confirm: 'Do you want the papers by e-mail?',
  confirmText: 'Paperboy will send them {when} ({zone}).',
  chosenTopics: 'Topics: {topics}',
  confirmButton: 'Yes, send them',
  confirmed: 'You are signed up',
  confirmedText:
    'The papers come {when} ({zone}). Each mail has a link to unsubscribe, and one to change the time and the topics.',

  end: 'End these mails?',
  endText: 'Your address is deleted at once.',
  endButton: 'Unsubscribe',
  ended: 'You are unsubscribed',
  endedText: 'Your address is deleted. You will get no more mails.',

  change: 'Change the time or the topics',
  changeButton: 'Save',
  changeAsk: 'Save these topics?',
  changeAskText: '{passing} Nothing is saved yet.',
  changed: 'Saved',
  changedText: 'The mails come {when} ({zone}).',

  vote: 'Vote on this paper',
  up: '👍 Vote for',
  down: '👎 Vote against',
  takeBack: 'Take the vote back',
  votedUp: 'You have voted for it.',
  votedDown: 'You have voted against it.',
  notVoted: 'You have not voted on it.',
  voted: 'Your vote is counted',
  tally: 'Votes now: {tally}',
  noVotes: 'Nobody has voted yet.',

  alreadyEnded: 'You are already unsubscribed',
  alreadyEndedText: 'These mails have ended, and your address is deleted.',
  signUpAgain: 'Sign up again',

  linkInvalid: 'This link no longer works',
  linkInvalidText:
    'It has expired, or is not complete. Use the link in your newest e-mail, or sign up again.',
});
