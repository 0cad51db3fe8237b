import { describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aPane, BROWSER, visitInEachTest } from './browser.ts';

describe.skipIf(!BROWSER)(`forms in a browser${BROWSER ? '' : ' (skipped without Chromium)'}`, () => {
  const at = visitInEachTest();

  it('a form subscribes with what was typed and chosen in it', async () => {
    await at.slack.type('/papers settings');
    const form = at.visit.page.getByRole('dialog', { name: 'Daily papers here' });
    await form.getByLabel('Time', { exact: false }).first().fill('07:45');
    await form.getByRole('checkbox', { name: 'Saturday' }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await at.slack.reply().getByText('7:45').first().waitFor();
  });

  it('a form says how many papers match before it saves, and leads back to what was typed', async () => {
    await at.slack.type('/papers settings');
    const form = at.visit.page.getByRole('dialog', { name: 'Daily papers here' });
    await form.getByLabel('Topics, in your own words').fill('diffusion');
    await form.getByRole('button', { name: 'Save' }).click();
    const question = at.visit.page.getByRole('dialog', { name: 'Confirm settings' });
    await question.getByText('papers of the', { exact: false }).first().waitFor();
    await question.getByRole('button', { name: 'Change' }).click();
    expect(await form.getByLabel('Topics, in your own words').inputValue()).toBe('diffusion');
    await form.getByRole('button', { name: 'Save' }).click();
    await question.getByRole('button', { name: 'Save' }).click();
    await question.waitFor({ state: 'detached' });
    await at.slack.reply().getByText('diffusion').first().waitFor();
    // For the tests that follow: every paper passes again, and nothing is asked.
    await at.slack.type('/papers subscribe topics:none');
    await at.slack.reply().getByText('All', { exact: false }).first().waitFor();
  });

  it.each([
    [1280, 800],
    [390, 844],
  ])('the buttons of a form are in sight at %i by %i', async (width, height) => {
    await at.visit.page.setViewportSize({ width, height });
    await at.discord.type('/settings');
    await at.discord.pane.getByRole('button', { name: 'Send' }).click();
    const form = at.visit.page.getByRole('dialog');
    const [within, button] = [
      await form.boundingBox(),
      await form.getByRole('button', { name: 'Submit' }).boundingBox(),
    ];
    if (!within || !button) throw new Error('no form');
    expect(within.y + within.height).toBeLessThanOrEqual(height);
    expect(button.y + button.height).toBeLessThanOrEqual(within.y + within.height);
    await at.visit.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('a form that cannot be read on Discord opens again with what was typed', async () => {
    await at.discord.type('/settings');
    await at.discord.pane.getByRole('button', { name: 'Send' }).click();
    const time = at.visit.page.getByRole('dialog').getByLabel('Time').first();
    const before = await time.inputValue();
    await time.fill('noonish');
    await at.visit.page.getByRole('button', { name: 'Submit' }).click();
    await at.discord.reply().getByText('"noonish" is not a time of day.').waitFor();
    await at.discord.reply().getByRole('button', { name: 'Change' }).click();
    expect(await time.inputValue()).toBe('noonish');
    await time.fill(before);
    await at.visit.page.getByRole('button', { name: 'Submit' }).click();
    await at.discord.reply().getByText('Saved').first().waitFor();
  });

  it('a form that another tab left open is not opened here', async () => {
    await at.slack.type('/papers settings');
    const left = at.visit.page.getByRole('dialog');
    await left.waitFor();
    const later = await at.demo.visit();
    const own = later.page.getByRole('dialog');
    expect(await own.count()).toBe(0);
    await aPane(later.page, 'Slack').type('/papers settings');
    await own.waitFor();
    await later.page.keyboard.press('Escape');
    await own.waitFor({ state: 'detached' });
    await later.close();
    // Until this page hears that the other form is closed, that one is in front.
    const leave = async () => {
      await at.visit.page.keyboard.press('Escape');
      return (await left.count()) === 0;
    };
    await until(leave, 'the form is closed');
  });

  it('an error is named at its field, and one in topics where they are typed', async () => {
    await at.slack.type('/papers settings');
    const form = at.visit.page.getByRole('dialog', { name: 'Daily papers here' });
    for (const label of [/^Without/, /^Topics, in your own words/]) {
      const field = form.locator('.field', { has: at.visit.page.getByLabel(label) });
      const typed = field.getByRole('textbox');
      const before = await typed.inputValue();
      await typed.fill('x'.repeat(501));
      await form.getByRole('button', { name: 'Save' }).click();
      await field.getByRole('alert').getByText('at most 500 characters, not 501').waitFor();
      expect(await form.getByRole('alert').count()).toBe(1);
      await typed.fill(before);
    }
    await at.visit.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('a zone that is typed to its end before it is offered can be sent off', async () => {
    await at.slack.type('/papers settings');
    const form = at.visit.page.getByRole('dialog', { name: 'Daily papers here' });
    const zone = form.getByLabel('Time zone');
    await zone.fill('Mars/Olympus');
    await form.locator('input[name="zone"]:invalid').waitFor();
    await zone.fill('Europe/Lisbon');
    await form.locator('input[name="zone"]:valid').waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await at.slack.reply().getByText('Europe/Lisbon').first().waitFor();
  });
});
