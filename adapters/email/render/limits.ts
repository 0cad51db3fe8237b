/**
 * Gmail shows the first 102 kB of a mail's HTML and hides the rest, with the link that ends the subscription, behind a click
 * (undocumented; measured by many). RFC 5322 allows lines of 998 characters, which nodemailer sees to.
 */
export const LIMITS = {
  html: 100_000,
  subject: 140,
  title: 300,
  people: 300,
  summary: 900,
  text: 4000,
  url: 2000,
  actions: 6,
} as const;
