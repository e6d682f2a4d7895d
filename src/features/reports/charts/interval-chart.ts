/**
 * @module One kind of chart for everything measured: a row for each group, occupation or dimension, a dot for the value, a
 * line for its interval, a ring for the value before. Readable in grey: shape and position say what colour says.
 */
import { CustomChart, type CustomSeriesOption } from 'echarts/charts';
import { GridComponent, type GridComponentOption, MarkLineComponent } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([CustomChart, GridComponent, MarkLineComponent, SVGRenderer]);

type Option = ComposeOption<CustomSeriesOption | GridComponentOption>;

export interface IntervalRow {
  label: string;
  /** `null`: not known; the row then says so in `missing`. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** A value to compare with, drawn as a ring: the risk before controls. */
  before?: number;
  /** Drawn hollow: a small sample. */
  weak?: boolean;
  /** Words in place of a value. */
  missing?: string;
}

export interface IntervalChart {
  /** Prefix of every id inside the picture: two charts of one page must not share them. */
  id: string;
  /** What the picture shows, for those who do not see it; the table beside it has the figures. */
  description: string;
  rows: IntervalRow[];
  /** Right end of the axis, which begins at 0. */
  max: number;
  /** How a value on the axis is written. */
  format: (value: number) => string;
  /** A vertical line to compare with, and its name. */
  mark?: { at: number; label: string };
}

const INK = '#16213a';
const MUTED = '#55607a';
const LINE = '#d9d4c7';
const ACCENT = '#1d4e89';
const WIDTH = 640;
const ROW = 32;
const [TOP, BOTTOM] = [22, 34];
/** Characters of a label that fit on one line beside the picture, which has room for two. */
const LABEL_LENGTH = 32;
const LABEL_LINES = 2;
const FONT = 'Be Vietnam Pro, sans-serif';

type Api = Parameters<NonNullable<CustomSeriesOption['renderItem']>>[1];

/** @returns an `<svg>` of its own, without script, style sheet or animation; the same bytes for the same chart */
export function intervalChart({ id, description, rows, max, format, mark }: IntervalChart): string {
  const height = TOP + BOTTOM + rows.length * ROW;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  const option: Option = {
    animation: false,
    textStyle: { fontFamily: FONT, color: INK },
    grid: { left: 225, right: 24, top: TOP, bottom: BOTTOM },
    xAxis: {
      type: 'value',
      min: 0,
      max,
      axisLabel: { formatter: format, color: MUTED, fontSize: 12, fontFamily: FONT },
      splitLine: { lineStyle: { color: LINE } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => wrapped(label)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { color: INK, fontSize: 11.5, lineHeight: 14, fontFamily: FONT },
    },
    series: [
      {
        type: 'custom',
        silent: true,
        emphasis: { disabled: true },
        data: rows.map((_, index) => [0, index]),
        renderItem: ({ dataIndex }, api) => ({ type: 'group', children: marksOf(rows[dataIndex]!, dataIndex, api) }),
        ...(mark && {
          markLine: {
            silent: true,
            symbol: 'none',
            data: [{ xAxis: mark.at }],
            lineStyle: { color: MUTED, type: 'dashed' },
            label: {
              formatter: mark.label,
              color: MUTED,
              fontSize: 11,
              fontFamily: FONT,
              position: 'start',
              rotate: 0,
            },
          },
        }),
      },
    ],
  } as Option;
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return named(svg, id, description);
}

/** The dot, the line, the ring; or words where nothing is known. */
function marksOf({ value, low, high, before, weak, missing }: IntervalRow, index: number, api: Api): object[] {
  const at = (x: number): [number, number] => api.coord([x, index]) as [number, number];
  if (value === null) {
    const [x, y] = at(0);
    return [
      {
        type: 'text',
        x: x + 8,
        y,
        style: { text: missing ?? '–', fill: MUTED, fontSize: 12, fontFamily: FONT, textVerticalAlign: 'middle' },
      },
    ];
  }
  const marks: object[] = [];
  const [x, y] = at(value);
  if (before !== undefined) {
    const [from] = at(before);
    marks.push(
      {
        type: 'line',
        shape: { x1: from, y1: y, x2: x, y2: y },
        style: { stroke: MUTED, lineWidth: 1, lineDash: [3, 3] },
      },
      { type: 'circle', shape: { cx: from, cy: y, r: 6 }, style: { fill: '#ffffff', stroke: INK, lineWidth: 1.5 } },
    );
  }
  if (low !== null && high !== null) {
    const [[x1], [x2]] = [at(low), at(high)];
    const stroke = { stroke: ACCENT, lineWidth: 2 };
    marks.push(
      { type: 'line', shape: { x1, y1: y, x2, y2: y }, style: stroke },
      { type: 'line', shape: { x1, y1: y - 5, x2: x1, y2: y + 5 }, style: stroke },
      { type: 'line', shape: { x1: x2, y1: y - 5, x2, y2: y + 5 }, style: stroke },
    );
  }
  const fill = weak ? '#ffffff' : ACCENT;
  marks.push({ type: 'circle', shape: { cx: x, cy: y, r: 5 }, style: { fill, stroke: ACCENT, lineWidth: 2 } });
  return marks;
}

/** A label on at most two lines, broken between words where there are any; what does not fit is shown to be cut. */
function wrapped(label: string): string {
  const lines: string[] = [];
  let rest = plain(label);
  while (rest.length > LABEL_LENGTH && lines.length < LABEL_LINES - 1) {
    const space = rest.slice(0, LABEL_LENGTH + 1).lastIndexOf(' ');
    const end = space > LABEL_LENGTH / 2 ? space : LABEL_LENGTH;
    lines.push(rest.slice(0, end).join('').trimEnd());
    rest = [...rest.slice(end).join('').trimStart()];
  }
  return [...lines, shortened(rest)].join('\n');
}

/** Whole characters only, and none that XML does not know. */
const plain = (label: string): string[] => [...label.replaceAll(/\p{Cc}/gu, ' ')];

const shortened = (letters: string[]): string =>
  letters.length <= LABEL_LENGTH
    ? letters.join('')
    : `${letters
        .slice(0, LABEL_LENGTH - 1)
        .join('')
        .trimEnd()}…`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Ids of the library count up over the life of the process; here they follow from the chart. */
function named(svg: string, id: string, description: string): string {
  // The style sheet only answers a pointer; a picture in a report does not.
  const own = svg
    .replace(/<style[\s\S]*?<\/style>\n?/, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`);
  return own.replace(/^<svg /, `<svg role="img" aria-label="${escaped(description)}" `);
}
