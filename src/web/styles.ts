/** @module The style of the pages: the tokens of the identity, light and dark, without a script or a foreign file. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

export const PAGE_CSS = `
:root{--ink:#16213A;--muted:#55607A;--paper:#FBFAF7;--tint:#F2EFE8;--line:#D9D4C7;--accent:#8C1D40;--link:#1D4E89;
--low:#146C66;--moderate:#8A5A0B;--high:#B23A0E;--severe:#8F1D2C;--unknown:#4A5568;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#EDEAE2;--muted:#A9B1C4;--paper:#12182A;--tint:#1B2338;--line:#39425A;
--accent:#F08BA9;--link:#8FBBF0;--low:#5CC8BF;--moderate:#E3B35A;--high:#F2936B;--severe:#F28A98;--unknown:#B4BCCB}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.6 'Be Vietnam Pro',system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;justify-content:space-between;padding-block:1rem;border-bottom:1px solid var(--line)}
header .brand{font-weight:600;font-size:1.125rem;color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:0 1rem}
nav a,td a,.brand,.target{display:inline-flex;align-items:center;min-height:44px}
main{padding-block:1.5rem 3rem}
footer{padding-block:1rem 3rem;border-top:1px solid var(--line);color:var(--muted);font-size:.875rem}
h1,h2,h3{font-weight:600;line-height:1.3;margin:2rem 0 .5rem}
h1{font-size:1.75rem;margin-top:.5rem}h2{font-size:1.25rem}h3{font-size:1rem}
p,ul,ol,table,pre,dl{margin:.5rem 0 1rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem}
.lead{font-size:1.125rem}
.muted{color:var(--muted)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875rem}
pre{background:var(--tint);padding:.75rem 1rem;white-space:pre-wrap;border-left:3px solid var(--line)}
.level{font-weight:600}
.level::before{content:attr(data-sign);margin-right:.4em}
.level.low,.level.out_of_scope{color:var(--low)}.level.medium{color:var(--moderate)}.level.high{color:var(--high)}
.level.prohibited{color:var(--severe)}.level.undetermined{color:var(--unknown)}
.cards{list-style:none;padding:0}
.cards>li{padding:1rem 0;border-top:1px solid var(--line)}
.cards h3{margin:0 0 .25rem}.cards p{margin:.25rem 0}
.actions{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.method{font-weight:600;color:var(--accent);text-transform:uppercase}
details{margin:.5rem 0}summary{min-height:44px;display:flex;align-items:center;cursor:pointer}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
input:not([type=hidden]),select{display:block;width:100%;max-width:28rem;min-height:44px;padding:.5rem .75rem;font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:4px}
input[aria-invalid=true]{border:2px solid var(--severe)}
button{min-height:44px;margin:1rem 0 0;padding:.5rem 1.25rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:1px solid var(--accent);border-radius:4px;cursor:pointer}
button.quiet{color:var(--accent);background:none}
.hint{margin:0 0 .25rem;color:var(--muted);font-size:.875rem}
.mistake{margin:.25rem 0;color:var(--severe);font-weight:600}
.summary{padding:.5rem 1rem;border:2px solid var(--severe)}.summary h2{margin-top:.5rem}.summary a{display:inline-flex;align-items:center;min-height:44px}
.notice{padding:.5rem 1rem;border-left:3px solid var(--low);background:var(--tint)}
.qr{max-width:14rem;background:#fff}.qr svg{display:block;width:100%;height:auto}
@media print{header nav,.skip{display:none}body{background:#fff}}
`.trim();

const hash = btoa(String.fromCharCode(...sha256(utf8ToBytes(PAGE_CSS))));

/** A page may use its own style and letters and nothing else: no script, no frame, no foreign address. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'self' 'sha256-${hash}'`,
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page with forms sends them to this server; @param origins where one of them may lead on to, such as an identity provider */
export const formPolicy = (origins: readonly string[] = []): string =>
  PAGE_POLICY.replace("form-action 'none'", ["form-action 'self'", ...new Set(origins)].join(' '));

/** A report brings its style and its letters with it, inlined. */
export const REPORT_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
