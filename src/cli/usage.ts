/** @module Help texts of the command line. */

const COMMANDS: Record<string, string> = {
  assess: `luongtri assess FILE [--as-of DATE] [--lang vi|en] [--format text|json|html|pdf] [--out FILE] [--trace] [--deep]
  Assess the AI system described in an answer file (YAML or JSON; - reads standard input).
  --as-of DATE   the law of that day, YEAR-MONTH-DAY (default: the file's as_of, else today in Viet Nam)
  --lang         language of text, html and pdf (default: vi)
  --format       text (default), json (the result contract), html, pdf
  --out FILE     write there instead of to standard output; nothing is written unless everything is
  --trace        add every evaluated rule to the json
  --deep         add to the risk scores the smallest changes that lower a level, and the sensitivity analysis
`,
  questions: `luongtri questions FILE [--as-of DATE] [--lang vi|en] [--format text|json] [--all]
  What to answer next: the open questions, most decisive first, with why they are asked.
  --all          also questions that branching may still hide
`,
  fairness: `luongtri fairness FILE.csv [--label COL] (--prediction COL | --score COL --threshold T) --attribute COL…
                  [--favourable VALUE] [--outcome assistive|punitive] [--stratum COL] [--weight COL] [--intersections N]
                  [--delimiter C] [--encoding E] [--lang vi|en] [--format text|json] [--out FILE]
                  [--dataset FILE]
luongtri fairness FILE.json [--outcome …] [--lang …] [--format …] [--out FILE] [--dataset FILE]
  Measure the gaps between groups. The file is read once and not kept; - reads standard input.
  From rows, one person a line, with a header:
  --label COL      what really happened, or was deserved (two values); without it only selection is compared
  --prediction COL the decision of the system (two values); or else
  --score COL      its score, selected at or above --threshold T
  --attribute COL  what people are grouped by, such as sex; may be repeated
  --favourable V   the value that means positive, where it is not 1, true, yes or có
  --stratum COL    compare also within each value of this column
  --weight COL     how many people a row stands for
  --intersections  how many attributes are crossed: 1 (none), 2 (default) or 3
  --delimiter C    , or ; or tab (default: recognised from the header)
  --encoding E     utf-8, utf-16le, utf-16be, windows-1258, tcvn3 or vni (default: recognised)
  From counts, JSON or YAML:
  {"attribute": "sex", "groups": {"nam": {"tp": 90, "fp": 20, "tn": 60, "fn": 30}, "nữ": {...}}}
  or {"selected": 110, "total": 200} for each group where the actual outcomes are not known.
  --outcome        what being selected means: assistive (default), such as a loan or a job;
                   punitive, such as a flag or a dismissal
  --lang           language of the text (default: vi)
  --format         text (default) or json
  --dataset FILE   also write the counts as an entry of datasets for an answer file
  --out FILE       write there instead of to standard output
`,
  workforce: `luongtri workforce FILE [--as-of DATE] [--lang vi|en] [--format text|json] [--out FILE]
luongtri workforce --find TITLE
  Measure what a change of technology means for jobs, from a file of the organisation (YAML or JSON; - reads standard input):
  occupations with headcount, coverage and intent, the labour-usage plan, consultation, notices, job-loss allowance.
  Examples: questionnaires/examples/data/*.workforce.yaml
  --as-of DATE   the day on which steps not yet taken are judged (default: the file's as_of, else today in Viet Nam)
  --find TITLE   occupation codes for a Vietnamese title (with or without diacritics) or an English one
`,
  'migrate-answers': `luongtri migrate-answers FILE --to VERSION [--out FILE] [--lang vi|en] [--format text|json]
  Take an answer file to a newer version of a questionnaire: what carries over, what has to be answered afresh and why,
  what is no longer asked. Earlier answers that do not carry over are kept in the file, under earlier_answers.
  --to VERSION   for example vn-ai-ethics@2026.1
  --out FILE     write the migrated file there; without it nothing is written
`,
  content: `luongtri content check [--json] [--quiet]
luongtri content lock
luongtri content diff OLDER NEWER [--lang vi|en] [--format text|json]
  check: check rules/, questionnaires/ and reports/, run every case, and print what the product covers.
  --json         the coverage table as JSON
  --quiet        print mistakes and totals only
  lock: publish the questionnaire versions that are not published yet; from then on they cannot change.
  diff: what differs between two versions, such as vn-ai-ethics@2024.1 vn-ai-ethics@2026.1, question by question.
`,
  operator: `luongtri operator add EMAIL
luongtri operator remove EMAIL
luongtri operator list
  Who runs the service: sets up audit bodies and regulators, suspends organisations; sees no answers. The person signs up
  first. Works on the database of the environment (DATABASE_URL, or the data folder while the service is stopped).
`,
  backup: `luongtri backup --out FILE
  The whole database in one file of lines, as of one moment; the same for PGlite (while the service is stopped) and
  PostgreSQL (while it runs). The secrets of the data folder (secrets.json) are not inside: keep them apart. A file that
  is there is replaced once the new one is whole.
`,
  restore: `luongtri restore FILE
  Put a backup into an empty database or data folder of the same version, of either kind, and compare row by row what is
  there then, while no service uses it. A file that was cut or changed is refused as a whole, with the line.
`,
  export: `luongtri export ORGANISATION --out FILE
  Everything of one organisation, files included, as lines of JSON with a checksum. The organisation's log says so. A file
  that is there is replaced once the new one is whole.
`,
  import: `luongtri import FILE [--owner EMAIL] [--new-id] [--public-body] [--accept-clients]
  Read an export into a service that does not have the organisation; all of it or nothing. The file makes nobody who has an
  account here a member: name an owner, who invites the others. Keys, invitations, feeds and webhooks have to be made anew.
  What was submitted elsewhere is shown as it was and not attested here. The log says that it was read in. On PostgreSQL the
  service may run; what others submit and review waits meanwhile.
  --owner EMAIL     the account of this service that becomes its owner
  --new-id          under another id, for a copy beside the original
  --public-body     it is an audit body or a regulator, which only an operator sets up
  --accept-clients  organisations here gave leave to an adviser of this id, and the file comes from that adviser
`,
  log: `luongtri log verify [--checkpoint FILE]… [--format text|json]
  Check the whole audit log of the service's own database (stopped, where it is the embedded one) against the events and
  frozen records it stands for, files behind submissions included: what was lost, cut off, moved or edited is named. Exit
  code 1 if anything is, and also where nobody can tell whether the end was cut off, as no checkpoint was kept elsewhere.
  --checkpoint FILE  a checkpoint kept elsewhere (GET /v1/log/checkpoint); those in the data folder are always compared
`,
  seed: `luongtri seed --organisations N --assessments M [--seed TEXT]
  Fill the database of the settings with N made-up companies (marked in their names), M assessments each: varied answers of
  the examples with their history, drafts, submissions made by the real engine, and events. Prints an API key of the first.
  For trying things out; what was submitted cannot be taken out again. While the service is stopped, with PGlite.
  --seed TEXT    makes the same again on the same day, the key apart (default: 1); another text makes others
`,
  migrate: `luongtri migrate
  Bring the database of the settings to the schema of this version. The service does the same when it starts.
`,
  verify: `luongtri verify BUNDLE [--trust JWKS]... [--lang vi|en] [--format text|json]
  Check a bundle (.zip) without a network: files, signatures, the log, and the result, computed again from the answers, once
  by the engine and once rule by rule with json-logic-js. Names the first thing that differs. Exit code 0 only if genuine.
  --trust JWKS   file with the public keys of an issuer that you trust (its /.well-known/jwks.json); may be repeated.
                 Without it a bundle can be unchanged, but never genuine: nobody knows who signed it.
`,
  serve: `luongtri serve
  Start the service (the same as npm start). PORT and HOST are read from the environment.
`,
};

/** Usage of one command, or of all. */
export function usage(command?: string): string {
  const own = command === undefined ? undefined : COMMANDS[command];
  if (own) return `Usage: ${own}`;
  return `Usage:\n\n${Object.values(COMMANDS).join('\n')}
Exit codes: 0 done, 1 the input is wrong (every problem listed), 2 wrong usage.
In a checkout: npm run --silent luongtri -- assess questionnaires/examples/credit-scoring-officer.yaml
`;
}
