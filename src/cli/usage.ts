/** @module Help texts of the command line. */

const COMMANDS: Record<string, string> = {
  assess: `luongtri assess FILE [--as-of DATE] [--lang vi|en] [--format text|json|html|pdf] [--out FILE] [--trace]
  Assess the AI system described in an answer file (YAML or JSON; - reads standard input).
  --as-of DATE   the law of that day, YEAR-MONTH-DAY (default: the file's as_of, else today in Viet Nam)
  --lang         language of text, html and pdf (default: vi)
  --format       text (default), json (the result contract), html, pdf
  --out FILE     write there instead of to standard output; nothing is written unless everything is
  --trace        add every evaluated rule to the json
`,
  questions: `luongtri questions FILE [--as-of DATE] [--lang vi|en] [--format text|json] [--all]
  What to answer next: the open questions, most decisive first, with why they are asked.
  --all          also questions that branching may still hide
`,
  fairness: `luongtri fairness FILE [--outcome assistive|punitive] [--lang vi|en] [--format text|json] [--out FILE]
  Measure the gaps between groups from counts (JSON or YAML; - reads standard input):
  {"attribute": "sex", "groups": {"nam": {"tp": 90, "fp": 20, "tn": 60, "fn": 30}, "nữ": {...}}}
  or {"selected": 110, "total": 200} for each group where the actual outcomes are not known.
  --outcome      what being selected (tp + fp) means: assistive (default), such as a loan or a job;
                 punitive, such as a flag or a dismissal
  --lang         language of the text (default: vi)
  --format       text (default) or json
  --out FILE     write there instead of to standard output
`,
  content: `luongtri content check [--json] [--quiet]
  Check rules/, questionnaires/ and reports/, run every case, and print what the product covers.
  --json         the coverage table as JSON
  --quiet        print mistakes and totals only
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
