// FullCalendar as an element. The server gives one span whole, in times of the clock on the wall, and decides about every change. All dates
// are treated as UTC, so that the browser's own zone and its changes of the clock move nothing.
import type { Calendar, CalendarOptions, EventApi, EventContentArg, EventInput } from '@fullcalendar/core';

interface Happening {
  id: string; title: string; from: string; until: string; kind: string; colour: string; icon: string | null;
  note: string; look: string; state: string; link: string | null; movable: boolean;
}
interface Hours { from: string; until: string }
interface Special { day: string; name: string; worked: boolean }
interface Page {
  mode: string; day: string; from: string; until: string; firstDay: number; now: string; creatable: boolean; locale: string;
  events: Happening[]; hours: Hours[]; days: Special[]; texts: Record<string, string>;
}

const VIEWS: Record<string, string> = { month: 'dayGridMonth', week: 'timeGridWeek', '3days': 'threeDays', day: 'timeGridDay' };
const QUARTER = 15 * 60_000;
const DAY = 24 * 60 * 60_000;

const utc = (time: string) => Date.parse(time.length > 16 ? time + 'Z' : time.length > 10 ? time + ':00Z' : time + 'T00:00:00Z');
const wall = (date: Date | number) => new Date(date).toISOString().slice(0, 16);
const dayOf = (date: Date | number) => wall(date).slice(0, 10);
const fill = (text: string, ...values: (string | number)[]) => values.reduce<string>((filled, value, i) => filled.replaceAll(`{${i}}`, String(value)), text);

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...content: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function icon(symbol: string) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', 'icons/sprite.svg#' + symbol);
  svg.append(use);
  return svg;
}

class MainstayCalendar extends HTMLElement {
  declare $server: {
    chosen(from: string, until: string, wholeDays: boolean): void;
    moved(id: string, from: string, until: string): void;
    opened(id: string): void;
    wentTo(day: string): void;
  };
  #page: Page | null = null;
  #later: Page | null = null;
  #calendar: Calendar | null = null;
  #holder: HTMLElement | null = null;
  #size: ResizeObserver | null = null;
  #held = false;
  /** An event may be taken hold of: what is redrawn under the finger would be dragged without being there any more. */
  #pressed = false;
  #undecided = false;
  #turn = 0;
  #special = new Map<string, Special>();
  #workdays = new Set<string>();

  #press = () => { this.#pressed = true; };
  #release = () => {
    if (!this.#pressed) { return; }
    this.#pressed = false;
    if (!this.#held) { this.#put(); }
  };

  connectedCallback() {
    this.addEventListener('pointerdown', this.#press);
    ['pointerup', 'pointercancel'].forEach(end => window.addEventListener(end, this.#release));
    this.#size = new ResizeObserver(() => requestAnimationFrame(() => this.#calendar?.updateSize()));
    this.#size.observe(this);
  }

  disconnectedCallback() {
    this.#turn++;
    this.removeEventListener('pointerdown', this.#press);
    ['pointerup', 'pointercancel'].forEach(end => window.removeEventListener(end, this.#release));
    this.#size?.disconnect();
    this.#size = null;
    this.#held = this.#pressed = false;
    this.#undecided = false;
    this.#page = this.#later = null;
    this.#drop();
  }

  #drop() {
    this.#calendar?.destroy();
    this.#calendar = null;
    this.#holder?.remove();
    this.#holder = null;
  }

  /** What comes while somebody holds an event is shown when it is put down. */
  show(page: Page) {
    if (this.#held || this.#pressed) {
      this.#later = page;
      return;
    }
    this.#page = page;
    this.#undecided = false;
    this.#special = new Map(page.days.map(special => [special.day, special]));
    this.#workdays = new Set(page.hours.map(hours => hours.from.slice(0, 10)));
    void this.#draw();
  }

  reset() {
    if (this.#page) { this.show(this.#page); }
  }

  async #draw() {
    const page = this.#page!;
    const turn = ++this.#turn;
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-id]');
    const again = focused && this.contains(focused) ? focused.dataset.id! : null;
    if (page.mode === 'agenda') {
      this.#drop();
      this.#holder = this.#agenda(page);
      this.append(this.#holder);
    } else if (this.#calendar) {
      const calendar = this.#calendar;
      calendar.batchRendering(() => {
        calendar.setOption('now', page.now);
        calendar.unselect();
        if (calendar.view.type !== VIEWS[page.mode]) { calendar.changeView(VIEWS[page.mode], page.day); } else { calendar.gotoDate(page.day); }
        calendar.refetchEvents();
        // Marks of days are read again only with the columns.
        calendar.setOption('dayCellClassNames', arg => this.#dayClasses(arg.date));
        calendar.setOption('dayHeaderContent', arg => ({ domNodes: this.#head(arg.date) }));
        calendar.setOption('dayCellContent', arg => ({ domNodes: this.#cell(arg.date) }));
      });
    } else {
      const library = await import('./full-calendar');
      // Taken away, or shown something else, while the library was on its way.
      if (turn !== this.#turn || !this.isConnected) { return; }
      this.#drop();
      this.#holder = make('div', 'calendar-grid');
      this.append(this.#holder);
      this.#calendar = new library.Calendar(this.#holder, this.#options(page, [library.dayGrid, library.timeGrid, library.interaction]));
      this.#calendar.render();
    }
    if (again) { this.querySelector<HTMLElement>(`[data-id="${CSS.escape(again)}"]`)?.focus(); }
  }

  #options(page: Page, plugins: CalendarOptions['plugins']): CalendarOptions {
    return {
      plugins, timeZone: 'UTC', locale: page.locale, firstDay: page.firstDay, headerToolbar: false, height: '100%', expandRows: true,
      initialView: VIEWS[page.mode], initialDate: page.day, now: page.now, nowIndicator: true,
      views: { threeDays: { type: 'timeGrid', duration: { days: 3 } } },
      events: (_span, done) => done(this.#inputs()),
      allDaySlot: false, scrollTime: '08:00:00', scrollTimeReset: false, slotDuration: '00:30:00', snapDuration: '00:15:00', slotEventOverlap: false, eventShortHeight: 46,
      slotLabelContent: arg => wall(arg.date).slice(11), dayMaxEvents: true, defaultTimedEventDuration: '00:30:00', eventDisplay: 'block',
      moreLinkContent: arg => fill(page.texts.more, arg.num), moreLinkHint: num => fill(page.texts.more, num),
      // The library takes anything that is no view for "done".
      moreLinkClick: arg => { this.$server.wentTo(dayOf(arg.date)); return true as unknown as string; },
      navLinks: true, navLinkDayClick: date => this.$server.wentTo(dayOf(date)), navLinkHint: text => fill(page.texts.goTo, text),
      dayCellClassNames: arg => this.#dayClasses(arg.date), dayHeaderContent: arg => ({ domNodes: this.#head(arg.date) }),
      dayCellContent: arg => ({ domNodes: this.#cell(arg.date) }),
      eventContent: arg => (arg.event.display.includes('background') ? true : { domNodes: this.#content(arg) }),
      eventDidMount: arg => this.#mounted(arg.el, arg.event),
      eventClick: arg => this.#open(arg.event.id, arg.jsEvent),
      eventDragStart: () => { this.#held = true; }, eventResizeStart: () => { this.#held = true; },
      eventDragStop: () => this.#put(), eventResizeStop: () => this.#put(),
      eventDrop: arg => this.#moved(arg.event), eventResize: arg => this.#moved(arg.event),
      eventAllow: () => !this.#undecided, eventResizableFromStart: true, longPressDelay: 350,
      selectable: page.creatable, selectMirror: true, unselectAuto: false, selectMinDistance: 6,
      select: arg => this.$server.chosen(wall(arg.start), wall(arg.end), arg.allDay),
      dateClick: arg => { if (page.creatable) { this.$server.chosen(wall(arg.date), wall(arg.allDay ? arg.date.getTime() + DAY : arg.date), arg.allDay); } },
    };
  }

  #inputs(): EventInput[] {
    const page = this.#page;
    if (!page || page.mode === 'agenda') { return []; }
    const inputs: EventInput[] = page.events.map(one => ({
      id: one.id, title: one.title, start: one.from,
      // Where a clock is put back, something may end before it begins.
      end: wall(Math.max(utc(one.until), utc(one.from) + QUARTER)),
      editable: one.movable, classNames: ['happening', 'colour-' + one.colour, 'look-' + one.look], extendedProps: { one },
    }));
    if (page.mode !== 'month') {
      page.hours.forEach((hours, i) => inputs.push({
        id: 'hours-' + i, groupId: 'hours', start: hours.from, end: hours.until, display: 'inverse-background', classNames: ['fc-non-business'],
      }));
    }
    return inputs;
  }

  /** A happening in words, as it is told to who does not see it. */
  #words(one: Happening, from: string, until: string) {
    const texts = this.#page!.texts;
    return [from.slice(0, 10) === until.slice(0, 10) ? `${from.slice(11, 16)}–${until.slice(11, 16)}` : `${from.slice(11, 16)}–${this.#date(until)} ${until.slice(11, 16)}`,
      one.kind, one.title, one.note, one.state, this.#undecided ? texts.undecided : ''].filter(text => text).join(', ');
  }

  #date(day: string) {
    return new Intl.DateTimeFormat(this.#page!.locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(utc(day.slice(0, 10)));
  }

  #content(arg: EventContentArg): Node[] {
    const one = arg.event.extendedProps.one as Happening | undefined;
    const start = arg.event.start ? wall(arg.event.start).slice(11) : '';
    const end = arg.event.end ? wall(arg.event.end).slice(11) : '';
    // The mirror of a selection.
    if (!one) { return [make('span', 'happening-time', `${start}–${end}`)]; }
    const month = arg.view.type === 'dayGridMonth';
    const time = make('span', 'happening-time', month || !end ? start : `${start}–${end}`);
    const title = make('span', 'happening-title', one.title);
    const mark = one.icon ? icon(one.icon) : '';
    if (month) { return [make('span', 'happening-line', mark, arg.isStart ? time : '', title)]; }
    const about = [one.kind, one.note, one.state].filter(text => text).join(' · ');
    return [make('span', 'happening-block', title, make('span', 'happening-when', mark, time), make('span', 'happening-note', about))];
  }

  #mounted(element: HTMLElement, event: EventApi) {
    const one = event.extendedProps.one as Happening | undefined;
    if (!one || !event.start) { return; }
    element.dataset.id = one.id;
    const words = this.#words(one, wall(event.start), wall(event.end ?? event.start));
    element.setAttribute('aria-label', words);
    element.title = words;
    if (one.link) {
      element.setAttribute('role', 'link');
    } else {
      element.removeAttribute('tabindex');
      element.setAttribute('role', 'note');
    }
  }

  #open(id: string, event: Event) {
    event.preventDefault();
    const one = this.#page?.events.find(other => other.id === id);
    if (!one?.link) { return; }
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey)) { window.open(one.link, '_blank', 'noopener'); } else { this.$server.opened(id); }
  }

  #put() {
    this.#held = false;
    // After the library has told whether the event was moved.
    setTimeout(() => {
      const later = this.#later;
      this.#later = null;
      if (later && !this.#undecided) { this.show(later); }
    });
  }

  #moved(event: EventApi) {
    this.#undecided = true;
    event.setProp('classNames', [...event.classNames, 'undecided']);
    const start = event.start!;
    this.$server.moved(event.id, wall(start), wall(event.end ?? start.getTime() + 2 * QUARTER));
  }

  #dayClasses(date: Date): string[] {
    const special = this.#special.get(dayOf(date));
    const off = special ? !special.worked : this.#workdays.size > 0 && !this.#workdays.has(dayOf(date));
    return [...(off ? ['day-off'] : []), ...(special ? [special.worked ? 'day-work' : 'day-holiday'] : [])];
  }

  #sign(date: Date): Node[] {
    const special = this.#special.get(dayOf(date));
    if (!special) { return []; }
    const texts = this.#page!.texts;
    const sign = make('span', special.worked ? 'day-sign work' : 'day-sign', special.worked ? texts.work : texts.off);
    const name = make('span', 'day-name', special.name);
    return [sign, name];
  }

  #head(date: Date): Node[] {
    const page = this.#page!;
    const weekday = new Intl.DateTimeFormat(page.locale, { weekday: 'short', timeZone: 'UTC' }).format(date);
    if (page.mode === 'month') { return [make('span', 'day-weekday', weekday)]; }
    return [make('span', 'day-weekday', weekday), make('span', 'day-number', String(date.getUTCDate())), ...this.#sign(date)];
  }

  #cell(date: Date): Node[] {
    return this.#page?.mode === 'month' ? [make('span', 'day-number', String(date.getUTCDate())), ...this.#sign(date)] : [];
  }

  /** Lists under headings: the library's own is a table, which reads badly aloud. */
  #agenda(page: Page): HTMLElement {
    const agenda = make('div', 'calendar-agenda');
    const byDay = new Map<string, Happening[]>();
    // What began before stands under the first day.
    [...page.events].sort((a, b) => a.from.localeCompare(b.from) || a.title.localeCompare(b.title)).forEach(one => {
      const day = one.from.slice(0, 10) < page.from ? page.from : one.from.slice(0, 10);
      byDay.set(day, [...(byDay.get(day) ?? []), one]);
    });
    page.days.filter(special => !byDay.has(special.day)).forEach(special => byDay.set(special.day, []));
    if (page.events.length === 0) { agenda.append(make('p', 'empty', page.texts.empty)); }
    const name = new Intl.DateTimeFormat(page.locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
    [...byDay.keys()].sort().forEach(day => {
      const date = new Date(utc(day));
      const head = make('h3', ['agenda-day', ...(day === page.now.slice(0, 10) ? ['today'] : []), ...this.#dayClasses(date)].join(' '), make('span', '', name.format(date)), ...this.#sign(date));
      const list = make('ul', '');
      byDay.get(day)!.forEach(one => {
        const until = one.until.slice(0, 10) === day ? one.until.slice(11, 16) : `${this.#date(one.until)} ${one.until.slice(11, 16)}`;
        const time = make('span', 'agenda-time', `${one.from.slice(0, 10) < day ? '' : one.from.slice(11, 16)}–${until}`);
        const kind = make('span', 'agenda-kind', one.icon ? icon(one.icon) : '', one.kind);
        const texts = make('span', 'agenda-texts', make('span', 'agenda-title', one.title), make('span', 'agenda-note', [one.note, one.state].filter(text => text).join(' · ')));
        const row = one.link ? make('a', '', time, kind, texts) : make('div', '', time, kind, texts);
        row.classList.add('agenda-row', 'happening', 'colour-' + one.colour, 'look-' + one.look);
        row.dataset.id = one.id;
        if (row instanceof HTMLAnchorElement) {
          row.href = one.link!;
          row.addEventListener('click', event => this.#open(one.id, event));
        }
        list.append(make('li', '', row));
      });
      agenda.append(make('section', '', head, ...(list.childElementCount ? [list] : [])));
    });
    return agenda;
  }
}

customElements.define('mainstay-calendar', MainstayCalendar);
