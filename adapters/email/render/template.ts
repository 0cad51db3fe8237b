import type { Markup } from '../../../src/core/message/safe-text.ts';
import { html } from './escape.ts';

interface Parts {
  readonly language: Markup;
  readonly subject: Markup;
  readonly body: Markup;
  readonly footer: Markup;
}

/** The one frame of every mail: a column of 600 pixels, as tables, which old readers lay out as well. */
export function fillTemplate({ language, subject, body, footer }: Parts): Markup {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #0d1117 !important; }
  .sheet { background: #151b23 !important; border-color: #3d444d !important; }
  .ink { color: #f0f6fc !important; }
  .soft { color: #9198a1 !important; }
  .link { color: #6cb0ff !important; }
  .line { border-color: #3d444d !important; }
}
@media (max-width: 620px) { .sheet { padding: 16px !important; } }
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f6f8fa">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f6f8fa">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="sheet" style="padding:24px;background:#ffffff;border:1px solid #d1d9e0;border-radius:8px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;text-align:left;word-break:break-word">
${body}
</td></tr>
<tr><td style="padding:16px 24px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;text-align:left">
${footer}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
