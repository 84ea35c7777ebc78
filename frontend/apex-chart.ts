import type ApexChartsType from 'apexcharts';

type Format = (value: unknown) => string;
interface Texts { locale: string; wan?: string; yi?: string; days: string }
interface Wish { options: Record<string, unknown>; format: string; hatched: number[]; target: number | null; texts: Texts }

const compactUnits = (texts: Texts): [number, string][] =>
  texts.locale.startsWith('zh') ? [[1e8, '亿'], [1e4, '万']] : [[1e9, 'B'], [1e6, 'M'], [1e3, 'K']];

function compact(value: number, texts: Texts): string {
  for (const [size, unit] of compactUnits(texts)) {
    if (Math.abs(value) >= size * 0.9995) {
      return (value / size).toLocaleString(texts.locale, { maximumSignificantDigits: 3 }) + unit;
    }
  }
  return value.toLocaleString(texts.locale, { maximumFractionDigits: 2 });
}

/** Chosen by name from a closed list: the server sends data, never code. */
function formatter(name: string, texts: Texts): Format {
  const [kind, currency] = name.split(':');
  return (value) => {
    if (value === null || value === undefined || typeof value !== 'number' || Number.isNaN(value)) {
      return typeof value === 'string' ? value : '';
    }
    switch (kind) {
      case 'money': return currency + ' ' + compact(value, texts);
      case 'percent': return value.toLocaleString(texts.locale, { maximumFractionDigits: 1 }) + ' %';
      case 'days': return value.toLocaleString(texts.locale, { maximumFractionDigits: 1 }) + ' ' + texts.days;
      default: return compact(value, texts);
    }
  };
}

/**
 * ApexCharts as an element: the server sets `wish` and `series`, hears of clicked points, and nothing is left behind when it is taken away.
 */
class ApexChart extends HTMLElement {
  #wish: Wish | null = null;
  #series: unknown = [];
  #chart: ApexChartsType | null = null;
  #holder: HTMLDivElement | null = null;
  #turn = 0;
  #dark: MutationObserver | null = null;
  readonly #scheme = window.matchMedia('(prefers-color-scheme: dark)');
  readonly #motion = window.matchMedia('(prefers-reduced-motion: reduce)');
  readonly #redraw = () => void this.#draw();

  set wish(wish: Wish) { this.#wish = wish; void this.#draw(); }

  /** Alone it moves the bars of the chart that is there instead of drawing it anew. */
  set series(series: unknown) {
    this.#series = series;
    if (this.#chart) { void this.#chart.updateSeries(series as never, !this.#motion.matches); } else { void this.#draw(); }
  }

  connectedCallback() {
    this.#scheme.addEventListener('change', this.#redraw);
    this.#dark = new MutationObserver(this.#redraw);
    this.#dark.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    void this.#draw();
  }

  disconnectedCallback() {
    this.#scheme.removeEventListener('change', this.#redraw);
    this.#dark?.disconnect();
    this.#dark = null;
    this.#drop();
  }

  #drop() {
    this.#turn++;
    this.#chart?.destroy();
    this.#chart = null;
    this.#holder?.remove();
    this.#holder = null;
  }

  async #draw() {
    const wish = this.#wish;
    if (!wish || !this.isConnected) { return; }
    this.#drop();
    const turn = this.#turn;
    const { default: ApexCharts } = await import('apexcharts');
    // Taken away, or wished for anew, while the library was on its way.
    if (turn !== this.#turn || !this.isConnected) { return; }
    this.#holder = document.createElement('div');
    // Read by nobody: the table beside it holds the same numbers.
    this.#holder.setAttribute('aria-hidden', 'true');
    this.prepend(this.#holder);
    this.#chart = new ApexCharts(this.#holder, this.#options(wish) as never);
    await this.#chart.render();
  }

  #options(wish: Wish) {
    const style = getComputedStyle(this);
    const dark = style.colorScheme.includes('dark') && (!style.colorScheme.includes('light') || this.#scheme.matches);
    const format = formatter(wish.format, wish.texts);
    const options = structuredClone(wish.options) as Record<string, any>;
    const horizontal = options.plotOptions?.bar?.horizontal === true;
    options.series = this.#series;
    options.chart = {
      ...options.chart,
      background: 'transparent', fontFamily: style.fontFamily, foreColor: style.getPropertyValue('--chart-text').trim() || style.color,
      toolbar: { show: false }, zoom: { enabled: false }, redrawOnParentResize: true, redrawOnWindowResize: true,
      animations: { enabled: !this.#motion.matches, speed: 250, animateGradually: { enabled: false } },
      events: {
        dataPointSelection: (_e: unknown, _c: unknown, at: { seriesIndex: number; dataPointIndex: number }) => this.#clicked(at.seriesIndex, at.dataPointIndex),
        markerClick: (_e: unknown, _c: unknown, at: { seriesIndex: number; dataPointIndex: number }) => this.#clicked(at.seriesIndex, at.dataPointIndex),
      },
    };
    options.theme = { mode: dark ? 'dark' : 'light' };
    options.grid = { borderColor: style.getPropertyValue('--mainstay-line').trim(), strokeDashArray: 0, padding: { left: 8, right: 16 }, ...options.grid };
    options.tooltip = { theme: dark ? 'dark' : 'light', ...options.tooltip, y: { formatter: format } };
    // A funnel has no axis that would name its steps.
    const steps = options.plotOptions?.bar?.isFunnel === true ? (options.xaxis?.categories as string[]) : null;
    options.dataLabels = { ...options.dataLabels,
      formatter: (value: unknown, at: { dataPointIndex: number }) => (steps ? steps[at.dataPointIndex] + '  ' : '') + format(value) };
    options.states = { active: { filter: { type: 'none' } } };
    // ApexCharts writes labels into SVG as text; as an array they would be wrapped, never read as markup.
    const numbers = { labels: { formatter: (value: unknown) => format(typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value) } };
    options[horizontal ? 'xaxis' : 'yaxis'] = { ...options[horizontal ? 'xaxis' : 'yaxis'], labels: { ...options[horizontal ? 'xaxis' : 'yaxis']?.labels, ...numbers.labels } };
    if (wish.target !== null) {
      const line = { borderColor: style.color, strokeDashArray: 0, borderWidth: 2 };
      options.annotations = horizontal ? { xaxis: [{ x: wish.target, ...line }] } : { yaxis: [{ y: wish.target, ...line }] };
    }
    if (wish.hatched.length > 0) {
      const count = (this.#series as unknown[]).length;
      options.fill = { ...options.fill, type: Array.from({ length: count }, (_x, i) => (wish.hatched.includes(i) ? 'pattern' : 'solid')),
        pattern: { style: 'slantedLines', width: 6, height: 6, strokeWidth: 2 } };
    }
    return options;
  }

  #clicked(series: number, point: number) {
    if (point >= 0) { this.dispatchEvent(new CustomEvent('point-click', { detail: { series: Math.max(0, series), point } })); }
  }
}

customElements.define('apex-chart', ApexChart);
