/** @module Classification with its reasons: scope, prohibited acts, rows of the list, roles, transition periods. */
import type { Writer } from '../writer.ts';

/** Up to how many open rows of the list are printed with their details. */
const OPEN_ROWS = 8;

export function classificationModel(writer: Writer) {
  const { result, texts } = writer.input;
  const { classification: found } = result;
  const applying = found.highRiskRows.filter(({ status }) => status === 'applies');
  const possible = found.highRiskRows.filter(({ status }) => status === 'possible');
  const shortened = possible.length > OPEN_ROWS;
  return {
    reasons: found.reasons.map(({ text, basis, because }) => ({
      text: writer.say(text),
      basis: writer.cite(basis),
      because: writer.because(because),
    })),
    prohibited: found.prohibited.map(({ code, title, status, basis }) => ({
      code,
      title: writer.say(title),
      status,
      word: texts.prohibitedStatus[status],
      basis: writer.cite(basis),
    })),
    rows: [...applying, ...(shortened ? [] : possible)].map((row) => ({
      row: row.row,
      title: writer.say(row.title),
      status: row.status,
      word: texts.rowStatus[row.status],
      route: texts.routes[row.route],
      routeUnknown: row.route === 'unknown',
      confidence: texts.confidence[row.routeConfidence],
      source: writer.say(row.routeSource),
      pdfPage: row.pdfPage,
      note: row.note && writer.say(row.note),
      basis: writer.cite(row.basis.slice(0, 1)),
      because: writer.because(row.because),
    })),
    // While hardly anything is answered nearly every row is open: then the list names them, without their details.
    openRows: shortened ? possible.map(({ row, title }) => ({ row, title: writer.say(title) })) : [],
    impact: {
      status: found.impactAssessment,
      word: texts.impacts[found.impactAssessment],
      shown: found.impactAssessment !== 'not_required',
    },
    roles: found.roles
      .filter(({ actor }) => ['developer', 'provider', 'deployer', 'user', 'state_agency'].includes(actor))
      .map(({ title, status }) => ({ title: writer.say(title), status, word: texts.roleStatus[status] })),
    ...transitionsModel(writer),
    unsettled: found.unsettled.map(({ text, basis }) => ({ text: writer.say(text), basis: writer.cite(basis) })),
  };
}

/** What holds in every period alike is said once, above the table. */
function transitionsModel(writer: Writer) {
  const found = transitions(writer);
  const meanwhiles = found.flatMap(({ meanwhile }) => meanwhile ?? []);
  const isShared = meanwhiles.length > 1 && new Set(meanwhiles).size === 1;
  return { transitions: found, meanwhile: isShared ? meanwhiles[0] : null };
}

/** The period that governs the tier's duties; while it is open, every period still possible. */
function transitions(writer: Writer) {
  const { result, content } = writer.input;
  const { transitions: found, highRiskRows } = result.classification;
  // "No transition period" of the list says nothing of a system that no row can match, and would deny the one of article 35.
  const isListed = highRiskRows.some(({ status }) => status === 'applies' || status === 'possible');
  const telling = found.filter(({ id, value }) => isListed || id !== 'decision.transition-list' || value !== 'none');
  const shown = new Set<string>();
  return telling.flatMap(({ id, possible }) => {
    const values = content.decisions.find((decision) => decision.id === id)!.values;
    return possible
      .filter(({ value }) => !shown.has(value) && shown.add(value))
      .map(({ value, title, comply_before: before, basis }) => {
        const { meanwhile, note } = values.find((entry) => entry.id === value)!;
        return {
          title: writer.say(title),
          before: before && writer.date(before),
          meanwhile: meanwhile && writer.say(meanwhile),
          note: note && writer.say(note),
          basis: writer.cite(basis),
        };
      });
  });
}
