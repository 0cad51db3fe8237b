import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { aPane, BROWSER, visitInEachTest } from './browser.ts';

describe.skipIf(!BROWSER)(`the page in a browser${BROWSER ? '' : ' (skipped without Chromium)'}`, () => {
  const at = visitInEachTest();

  it('the digest is read on both sides, and its thread opens with a card a paper', async () => {
    for (const { pane, log } of [at.discord, at.slack]) {
      await log.getByText('Daily papers · Thu, Apr 30, 2026').first().waitFor();
      const link = log.getByRole('link', { name: /^GLM-5V-Turbo/ });
      expect(await link.first().getAttribute('href')).toBe('https://huggingface.co/papers/2604.26752');
      await pane.locator('.thread-link').first().click();
      const thread = pane.locator('.thread');
      await thread.getByRole('button', { name: 'Summary' }).nth(4).waitFor();
      expect(await thread.getByRole('link', { name: 'PDF' }).count()).toBe(5);
    }
  });

  it('a vote in one pane is seen in the other, and taken back in both', async () => {
    const first = at.slack.log.getByRole('button', { name: '1️⃣', exact: false }).first();
    expect(await first.getAttribute('aria-pressed')).toBe('false');
    await first.click();
    await at.slack.log.getByRole('button', { name: '1️⃣ 1', pressed: true }).waitFor();
    await at.discord.log.getByText('👍 1').first().waitFor();
    await first.click();
    await at.discord.log.getByText('👍 1').first().waitFor({ state: 'detached' });
  });

  it('a card is voted on with the keyboard alone', async () => {
    await at.discord.pane.locator('.thread-link').first().press('Enter');
    const up = at.discord.pane.locator('.thread').getByRole('button', { name: 'React with 👍' }).first();
    await up.focus();
    await up.press('Enter');
    await at.discord.pane.locator('.thread').getByRole('button', { name: '👍 1', pressed: true }).waitFor();
    expect(await up.and(at.visit.page.locator(':focus')).count()).toBe(1);
    await up.press('Space');
    await at.discord.pane
      .locator('.thread')
      .getByRole('button', { name: '👍 1', pressed: false })
      .first()
      .waitFor();
  });

  it.each(['Discord', 'Slack'] as const)(
    'the keyboard goes into a thread on %s with it, and back to its link',
    async (name) => {
      await at.visit.page.setViewportSize({ width: 390, height: 844 });
      await at.visit.page.getByRole('button', { name, exact: true }).first().click();
      const { pane } = aPane(at.visit.page, name);
      await pane.locator('.thread-link').first().press('Enter');
      await at.visit.page.locator('.thread:focus').waitFor();
      await at.visit.page.keyboard.press('Tab');
      await at.visit.page.keyboard.press('Enter');
      await at.visit.page.locator('.thread-link:focus').waitFor();
    },
  );

  it('a search on Discord completes the command and turns its pages', async () => {
    await at.discord.type('/papers search');
    const query = at.discord.pane.getByRole('combobox', { name: /^query/ });
    await query.fill('model');
    await query.press('Enter');
    await at.discord.reply().locator('.container:has-text("Search: model") > hr ~ .buttons select').waitFor();
    const before = await at.discord.reply().getByRole('link').first().textContent();
    await at.discord.reply().getByRole('button', { name: /Next/ }).click();
    await at.discord
      .reply()
      .getByRole('link', { name: before ?? '' })
      .waitFor({ state: 'detached' });
    await at.discord
      .reply()
      .getByRole('button', { name: /Previous|Back/ })
      .waitFor();
    await at.discord.reply().getByRole('button', { name: 'Dismiss message' }).click();
    expect(await at.discord.pane.locator('.message.ephemeral').count()).toBe(0);
  });

  it('who types on behind a command’s name fills its first option', async () => {
    await at.discord.pane.getByRole('combobox', { name: /^Message #papers/ }).fill('/papers search agents');
    const query = at.discord.pane.getByRole('combobox', { name: /^query/ });
    expect(await query.inputValue()).toBe('agents');
    await query.press('Enter');
    await at.discord.reply().getByText('Search: agents').waitFor();
    await at.discord.reply().getByRole('button', { name: 'Dismiss message' }).click();
  });

  it('words behind a choice are the text of the next option, and a choice that there is not is named', async () => {
    const field = at.discord.pane.getByRole('combobox', { name: /^Message #papers/ });
    await field.fill('/papers follow world models');
    const what = at.discord.pane.getByRole('combobox', { name: /^what/ });
    await what.press('Enter');
    await at.discord.pane.getByRole('alert').getByText('what is author, org, or query.').waitFor();
    await what.fill('query world models');
    await what.press('Enter');
    await at.discord.reply().getByText('Follow the query "world models"?').waitFor();
    await at.discord.reply().getByRole('button', { name: 'Cancel' }).click();
    await at.discord.reply().getByText('Nothing was changed').waitFor();
    await at.discord.reply().getByRole('button', { name: 'Dismiss message' }).click();
  });

  it.each([
    ['/papers search query:agents', 'Search: agents'],
    ['/papers today date:2026-04-29', 'Daily papers, Wed, Apr 29, 2026'],
    ['/papers today 2026-04-29', 'Daily papers, Wed, Apr 29, 2026'],
    ['/papers follow what:query text:agents', 'Follow the query "agents"?'],
    ['/papers help command:all', 'This channel’s daily post (for channel managers)'],
  ])('%s does on Discord what help says of it', async (line, answer) => {
    await at.discord.pane.getByRole('combobox', { name: /^Message #papers/ }).focus();
    await at.visit.page.keyboard.type(line);
    await at.visit.page.keyboard.press('Enter');
    await at.discord.reply().getByText(answer).first().waitFor();
    await at.discord.reply().getByRole('button', { name: 'Dismiss message' }).click();
  });

  it('a command in an answer on Discord is pressed, and is before the person with its fields', async () => {
    await at.discord.type('/papers help');
    await at.discord.pane.getByRole('button', { name: 'Send' }).click();
    await at.discord.reply().getByRole('button', { name: '/papers search', exact: true }).first().click();
    await at.discord.pane.getByRole('combobox', { name: /^query/ }).waitFor();
  });

  it('in a thread on Slack the bot answers who mentions it, and a command is refused with what to type', async () => {
    await at.slack.pane.locator('.thread-link').first().click();
    const thread = at.slack.pane.locator('.thread');
    const field = thread.getByRole('combobox', { name: 'Reply in the thread on Slack' });
    await field.fill('/papers summary 2');
    await field.press('Enter');
    await thread.getByRole('alert').getByText('Type @Paperboy instead of /papers').waitFor();
    await field.fill('@Paperboy summary 2');
    await field.press('Enter');
    const answer = thread.locator('.message.ephemeral').last();
    await answer.getByText('Large Language Models Explore by Latent Distilling').first().waitFor();
    await answer.getByText('Only visible to you').waitFor();
    await at.slack.pane.getByRole('button', { name: 'Close the thread' }).click();
  });

  it('says that the abstracts were written for the demo', async () => {
    await at.visit.page.getByText('This is a demo: its abstracts were written for it.').waitFor();
  });

  it('options are completed with what the bot suggests', async () => {
    await at.discord.type('/summary');
    await at.discord.pane.getByRole('combobox', { name: /^paper/ }).fill('GLM');
    await at.discord.pane
      .getByRole('listbox')
      .getByRole('option', { name: /GLM-5V-Turbo/ })
      .click();
    await at.discord.pane.getByRole('button', { name: 'Send' }).click();
    await at.discord.reply().getByText('AI summary, Hugging Face').waitFor();
  });

  it('a summary comes at the press of a card’s button, in its thread, for the one who asked alone', async () => {
    await at.slack.pane.locator('.thread-link').first().click();
    const thread = at.slack.pane.locator('.thread');
    await thread.getByRole('button', { name: 'Summary' }).first().click();
    const answer = thread.locator('.message.ephemeral').last();
    await answer.getByText('AI summary, Hugging Face').waitFor();
    await answer.getByText('Only visible to you').waitFor();
    await at.slack.pane.getByRole('button', { name: 'Close the thread' }).click();
    expect(await at.slack.log.getByText('AI summary, Hugging Face').count()).toBe(0);
  });

  it('the select under an overview acts on a paper of it where it is, on both platforms', async () => {
    for (const { pane, reply } of [at.discord, at.slack]) {
      const menu = pane.getByRole('combobox', { name: /^Summary, save/ }).first();
      await menu.selectOption({ label: await menu.getByRole('option').nth(1).innerText() });
      await reply().getByText('AI summary, Hugging Face').waitFor();
      expect(await menu.inputValue()).toBe('');
    }
  });

  it('an answer comes into sight, wherever one has scrolled and however long it is', async () => {
    await at.visit.page.setViewportSize({ width: 1200, height: 500 });
    await at.discord.log.evaluate((log) => log.scrollTo(0, 0));
    await at.discord.type('/papers help');
    await at.discord.pane.getByRole('button', { name: '+ command' }).click();
    await at.discord.pane.getByRole('combobox', { name: /^command/ }).fill('all');
    await at.discord.pane.getByRole('button', { name: 'Send' }).click();
    await at.discord.reply().getByText('This channel’s daily post (for channel managers)').first().waitFor();
    await expect
      .poll(
        async () => {
          const [log, answer] = [await at.discord.log.boundingBox(), await at.discord.reply().boundingBox()];
          return log && answer ? answer.y + answer.height - log.y - log.height : Number.NaN;
        },
        { timeout: 5000 },
      )
      .toBeLessThan(20);
  });

  it('opens at what is newest, with the day of the clock', async () => {
    await at.visit.page.setViewportSize({ width: 1200, height: 500 });
    await at.visit.page.reload();
    for (const { log } of [at.discord, at.slack]) {
      await log.getByText('Daily papers').first().waitFor({ state: 'attached' });
      await expect
        .poll(() => log.evaluate((at) => at.scrollHeight - at.scrollTop - at.clientHeight), { timeout: 5000 })
        .toBeLessThan(60);
    }
    const chosen = await at.visit.page.getByLabel('Day').inputValue();
    expect(chosen).toBe((await at.visit.page.locator('.top time').getAttribute('datetime'))?.slice(0, 10));
  });

  it('is light or dark as the reader’s system has it, until they choose', async () => {
    const theme = () => at.visit.page.evaluate('document.documentElement.dataset.theme');
    expect(await theme()).toBe('light');
    await at.visit.page.getByRole('button', { name: 'Dark', pressed: false }).click();
    expect(await theme()).toBe('dark');
  });

  it('what cannot be done is answered in the channel, with what to type instead', async () => {
    await at.slack.type('/papers show nonsense');
    await at.slack.reply().getByText('"nonsense" is not a paper.').waitFor();
    await at.slack.reply().getByText('/papers show 2604.26752').waitFor();
  });

  it('text of people stays text', async () => {
    const hostile = '<img src=x onerror="document.title=1"> @everyone';
    await at.discord.type(hostile);
    await at.slack.type(hostile);
    for (const { log } of [at.discord, at.slack]) await log.getByText('<img src=x onerror=').last().waitFor();
    expect(await at.visit.page.locator('img[src="x"]').count()).toBe(0);
    expect(await at.visit.page.title()).toContain('Paperboy');
  });

  it('what is sent and received unfolds, newest first', async () => {
    await at.visit.page.getByRole('button', { name: 'Traffic', pressed: false }).first().click();
    const traffic = at.visit.page.getByRole('region', { name: 'Traffic', exact: true });
    await traffic.getByRole('button', { name: 'Slack' }).click();
    expect(await traffic.locator('.side.discord').count()).toBe(0);
    await at.slack.type('/papers status');
    await at.slack.reply().getByText('Next post here').waitFor();
    const order = await traffic.locator('summary code').allTextContents();
    const [answered, asked] = [order.indexOf('response_url'), order.indexOf('slash_commands')];
    expect(answered).toBeGreaterThanOrEqual(0);
    expect(asked).toBeGreaterThan(answered);
    const posted = traffic.locator('details', { hasText: 'chat.postMessage' }).last();
    await posted.locator('summary').click();
    await posted.getByText('"channel": "C0PAPERS1"').first().waitFor();
  });

  it('a sheet of the calendar turns on both sides, and the clock runs as fast as one wants', async () => {
    await at.slack.pane.locator('.thread-link').first().click();
    await at.visit.page.getByLabel('Day').selectOption('2026-04-28');
    for (const { log } of [at.discord, at.slack]) {
      await log.getByText('Daily papers · Tue, Apr 28, 2026').last().waitFor();
      await expect
        .poll(() => log.evaluate((at) => at.scrollHeight - at.scrollTop - at.clientHeight), { timeout: 5000 })
        .toBeLessThan(60);
    }
    const shown = at.visit.page.locator('.top time');
    expect(await shown.textContent()).toMatch(/^Apr 28, 2026, 12:0\d\sPM$/);
    await at.visit.page.getByLabel('Clock').selectOption('3600');
    await shown.getByText(/ (?:[1-9]|1[01]):\d\d\sPM/).waitFor();
    await at.visit.page.getByLabel('Clock').selectOption('0');
    await at.visit.page.getByLabel('Day').selectOption('2026-04-30');
    await at.visit.page.getByLabel('Clock').selectOption('1');
  });

  it('it speaks to its own origin alone', async () => {
    expect(at.visit.requests().length).toBeGreaterThan(3);
    const elsewhere = at.visit
      .requests()
      .filter((url) => !url.startsWith(at.demo.url) && !url.startsWith('data:'));
    expect(elsewhere).toEqual([]);
  });

  it('a person signs up, confirms in the mail, votes from the digest in sight of both chats, and unsubscribes', async () => {
    const { page } = at.visit;
    const tab = page.getByRole('button', { name: 'Mail', pressed: false }).filter({ visible: true });
    await tab.first().click();
    const mail = page.getByRole('region', { name: 'Mail', exact: true });
    await mail.getByLabel('E-mail address').fill('grace@example.org');
    await mail.getByRole('button', { name: 'Subscribe' }).click();
    await mail.getByText('A confirmation is on its way.').waitFor();
    // Links in a mail open beside the at.demo.
    const follow = async (link: string): Promise<Page> => {
      const opened = page.context().waitForEvent('page');
      await page.frameLocator('iframe[title^="Mail:"]').locator(link).first().click();
      return opened;
    };
    const confirmation = await follow('a[href*="/mail/confirm/"]');
    await confirmation.getByRole('button', { name: 'Yes, send them' }).click();
    await confirmation.close();
    await mail.getByRole('button', { name: /^Daily papers · Thu, Apr 30, 2026/ }).waitFor();
    const vote = await follow('a[href$="/up"]');
    await vote.getByRole('button', { name: 'Vote for' }).click();
    await vote.getByText('You have voted for it.').waitFor();
    await vote.close();
    for (const { log } of [at.discord, at.slack]) await log.getByText('👍 1').first().waitFor();
    const feed = mail.getByRole('region', { name: 'Feed' });
    expect(await feed.getByRole('link').count()).toBeGreaterThan(5);
    // As a mail provider sends it: one POST, no cookies, no redirect.
    const shown = page.frameLocator('iframe[title^="Mail:"]');
    const unsubscribe = await shown.locator('a[href*="/mail/unsubscribe/"]').first().getAttribute('href');
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const answer = await fetch(String(unsubscribe), { method: 'POST', body, redirect: 'error' });
    expect(await answer.text()).toContain('You are unsubscribed');
  }, 180_000);
});
