// Cards in columns over SortableJS. The browser shows and asks, the server decides: a dropped card is undecided until the server has
// shown the columns again or has sent the card back.
import Sortable from 'sortablejs';

interface Note {
  text: string;
  mark: string;
}

interface Card {
  id: string;
  title: string;
  link?: string | null;
  group?: string | null;
  movable: boolean;
  notes: Note[];
}

interface Lifted {
  item: HTMLElement;
  home: Cards;
  over: Cards;
}

const fill = (text: string, ...values: (string | number)[]) => values.reduce<string>((filled, value, i) => filled.replaceAll(`{${i}}`, String(value)), text);

/** What was set before the element was known would otherwise hide its setters for ever. */
const upgrade = (element: HTMLElement, ...properties: string[]) => {
  const target = element as unknown as Record<string, unknown>;
  properties.filter(property => Object.hasOwn(element, property)).forEach(property => {
    const value = target[property];
    delete target[property];
    target[property] = value;
  });
};

let boards = 0;

class Board extends HTMLElement {
  readonly group = `board-${++boards}`;
  declare texts?: Record<string, string>;
  declare $server: { moved(card: string, from: string, to: string): void };
  private readonly live = document.createElement('div');
  private lifted?: Lifted;
  private undecided = false;
  private dragging = false;
  private justDragged = 0;

  connectedCallback() {
    // Beside the columns, which are the server's: it counts its own children only.
    this.live.className = 'board-live';
    this.live.setAttribute('aria-live', 'assertive');
    this.append(this.live);
    this.addEventListener('keydown', this.onKey);
    this.addEventListener('click', this.onClick, true);
    this.addEventListener('focusout', this.onLeave);
    this.addEventListener('contextmenu', this.onMenu);
  }

  disconnectedCallback() {
    this.lifted = undefined;
    this.dragging = false;
    this.undecided = false;
    this.live.remove();
    this.removeEventListener('keydown', this.onKey);
    this.removeEventListener('click', this.onClick, true);
    this.removeEventListener('focusout', this.onLeave);
    this.removeEventListener('contextmenu', this.onMenu);
  }

  columns(): Cards[] {
    return [...this.querySelectorAll<Cards>('mainstay-board-cards')];
  }

  /** Somebody holds a card: what comes meanwhile is shown when it is put down. */
  isHolding() {
    return this.dragging || !!this.lifted;
  }

  reset() {
    if (this.isHolding()) {
      return;
    }
    const focused = this.undecided ? (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.board-card')?.dataset.id : undefined;
    this.undecided = false;
    this.removeAttribute('lifting');
    this.columns().forEach(column => column.draw());
    if (focused) {
      this.focusCard(focused);
    }
  }

  focusCard(id: string) {
    this.querySelector<HTMLElement>(`.board-card[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  isBusy() {
    return this.undecided;
  }

  begin() {
    this.setAttribute('lifting', '');
  }

  drag() {
    this.dragging = true;
    this.begin();
  }

  dropped(item: HTMLElement, from: Cards, to: Cards) {
    this.dragging = false;
    this.removeAttribute('lifting');
    // The click that ends a drag opens nothing.
    this.justDragged = performance.now();
    if (from === to) {
      this.columns().forEach(column => column.draw());
      return;
    }
    this.undecided = true;
    item.querySelector('.board-card')?.classList.add('undecided');
    this.say('dropped', this.titleOf(item), to.name);
    this.$server.moved(item.dataset.id!, from.column, to.column);
  }

  private say(key: string, ...values: (string | number)[]) {
    this.live.textContent = fill(this.texts?.[key] ?? '', ...values);
  }

  private titleOf(item: HTMLElement) {
    return item.dataset.title ?? '';
  }

  private readonly onClick = (event: Event) => {
    if (performance.now() - this.justDragged < 300 || this.lifted) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  /** A long press picks up and is no question for the link's menu. */
  private readonly onMenu = (event: Event) => {
    if (matchMedia('(pointer: coarse)').matches && (event.target as HTMLElement).closest('.board-card')) {
      event.preventDefault();
    }
  };

  private readonly onLeave = (event: FocusEvent) => {
    // A card that changes its column loses the focus for a moment.
    if (this.lifted && event.relatedTarget && !this.lifted.item.contains(event.relatedTarget as Node)) {
      this.cancel(false);
    }
  };

  private readonly onKey = (event: KeyboardEvent) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('.board-card');
    const item = card?.parentElement;
    const column = card?.closest<Cards>('mainstay-board-cards');
    if (!card || !item || !column || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === ' ' || (event.key === 'Enter' && this.lifted)) {
      if (this.lifted) {
        this.put();
      } else if (item.dataset.movable && !this.undecided) {
        this.lift(item, column);
      } else {
        this.say('stuck', this.titleOf(item));
      }
    } else if (event.key === 'Escape' && this.lifted) {
      this.cancel(true);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const direction = (event.key === 'ArrowRight' ? 1 : -1) * (getComputedStyle(this).direction === 'rtl' ? -1 : 1);
      this.lifted ? this.carry(direction) : this.walk(column, direction);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !this.lifted) {
      column.step(item, event.key === 'ArrowDown' ? 1 : -1);
    } else if ((event.key === 'Home' || event.key === 'End') && !this.lifted) {
      column.edge(event.key === 'End');
    } else if (!(this.lifted && event.key.startsWith('Arrow'))) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private lift(item: HTMLElement, column: Cards) {
    this.lifted = { item, home: column, over: column };
    this.begin();
    item.classList.add('lifted');
    this.say('picked', this.titleOf(item), column.name);
  }

  private carry(direction: number) {
    const lifted = this.lifted!;
    const all = this.columns();
    let index = all.indexOf(lifted.over) + direction;
    while (all[index] && !(all[index].accepts || all[index] === lifted.home)) {
      index += direction;
    }
    const target = all[index];
    if (!target) {
      return;
    }
    lifted.over = target;
    if (target === lifted.home) {
      lifted.item.remove();
      target.draw(true);
      lifted.item = target.item(lifted.item.dataset.id!) ?? lifted.item;
      lifted.item.classList.add('lifted');
    } else {
      target.list.prepend(lifted.item);
      target.list.scrollTop = 0;
    }
    const card = lifted.item.querySelector<HTMLElement>('.board-card')!;
    card.tabIndex = 0;
    card.focus();
    target.closest('.board-column')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.say('over', this.titleOf(lifted.item), target.name, all.indexOf(target) + 1, all.length);
  }

  private put() {
    const { item, home, over } = this.lifted!;
    this.lifted = undefined;
    item.classList.remove('lifted');
    if (home === over) {
      this.removeAttribute('lifting');
      this.columns().forEach(column => column.draw());
      this.focusCard(item.dataset.id!);
      this.say('returned', this.titleOf(item), home.name);
      return;
    }
    this.dropped(item, home, over);
    this.justDragged = 0;
  }

  private cancel(focus: boolean) {
    const { item, home } = this.lifted!;
    this.lifted = undefined;
    this.removeAttribute('lifting');
    item.remove();
    this.columns().forEach(column => column.draw());
    this.say('cancelled', this.titleOf(item), home.name);
    if (focus) {
      this.focusCard(item.dataset.id!);
    }
  }

  private walk(column: Cards, direction: number) {
    const all = this.columns();
    for (let i = all.indexOf(column) + direction; all[i]; i += direction) {
      if (all[i].first()) {
        all[i].first()!.focus();
        all[i].closest('.board-column')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        return;
      }
    }
  }
}

/** The column in which the pointer or finger was lifted. */
function columnAt(event?: Event) {
  const point = (event as TouchEvent | undefined)?.changedTouches?.[0] ?? (event as MouseEvent | undefined);
  const column = point && Number.isFinite(point.clientX) ? document.elementFromPoint(point.clientX, point.clientY)?.closest('.board-column') : undefined;
  return column?.querySelector<Cards>('mainstay-board-cards') ?? undefined;
}

class Cards extends HTMLElement {
  readonly list = document.createElement('ul');
  private shown: Card[] = [];
  private mayAccept = true;
  private spoken = '';
  private sortable?: Sortable;

  get column() {
    return this.getAttribute('column') ?? '';
  }

  get name() {
    return this.spoken;
  }

  set name(name: string) {
    this.spoken = name;
    this.list.setAttribute('aria-label', name);
  }

  get accepts() {
    return this.mayAccept;
  }

  set accepts(accepts: boolean) {
    this.mayAccept = accepts;
    this.toggleAttribute('shut', !accepts);
  }

  set cards(cards: Card[]) {
    this.shown = cards ?? [];
    this.draw();
  }

  private get board() {
    return this.closest<Board>('mainstay-board')!;
  }

  connectedCallback() {
    upgrade(this, 'name', 'accepts', 'cards');
    this.list.setAttribute('role', 'list');
    this.append(this.list);
    const board = this.board;
    this.sortable = Sortable.create(this.list, {
      group: { name: board.group, pull: true, put: () => this.mayAccept },
      sort: false,
      draggable: '.board-item[data-movable]',
      filter: () => board.isBusy(),
      // The browser's own dragging knows no fingers and no keyboard, and each browser draws it in its way.
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      fallbackClass: 'board-drag',
      ghostClass: 'board-ghost',
      delay: 300,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      scroll: true,
      bubbleScroll: true,
      scrollSensitivity: 60,
      scrollSpeed: 14,
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
      onStart: () => board.drag(),
      onEnd: event => {
        let to = event.to.closest<Cards>('mainstay-board-cards') ?? this;
        // Captions, other people's cards and the column's head are no places in a list, but they are in the column.
        const over = columnAt((event as unknown as { originalEvent?: Event }).originalEvent);
        if (over && over !== to && (over === this || over.accepts)) {
          over.list.prepend(event.item);
          to = over;
        }
        board.dropped(event.item, this, to);
      },
    });
    this.draw();
  }

  disconnectedCallback() {
    this.sortable?.destroy();
    this.sortable = undefined;
    this.list.replaceChildren();
  }

  first() {
    return this.list.querySelector<HTMLElement>('.board-card[tabindex="0"]') ?? this.list.querySelector<HTMLElement>('.board-card');
  }

  item(id: string) {
    return this.list.querySelector<HTMLElement>(`.board-item[data-id="${CSS.escape(id)}"]`);
  }

  step(item: HTMLElement, direction: number) {
    const items = [...this.list.querySelectorAll<HTMLElement>('.board-item')];
    this.go(items[items.indexOf(item) + direction]);
  }

  edge(last: boolean) {
    const items = this.list.querySelectorAll<HTMLElement>('.board-item');
    this.go(items[last ? items.length - 1 : 0]);
  }

  /** One stop of the tab key a column. */
  private go(item?: HTMLElement) {
    const card = item?.querySelector<HTMLElement>('.board-card');
    if (card) {
      this.list.querySelectorAll<HTMLElement>('.board-card').forEach(other => { other.tabIndex = -1; });
      card.tabIndex = 0;
      card.focus();
    }
  }

  /** @param anyway also while somebody holds a card */
  draw(anyway = false) {
    if (!this.isConnected || (this.board.isHolding() && !anyway)) {
      return;
    }
    const focused = this.list.contains(document.activeElement) ? (document.activeElement as HTMLElement).parentElement?.dataset.id : undefined;
    const scrolled = this.list.scrollTop;
    const children: HTMLElement[] = [];
    let group: string | null | undefined;
    this.shown.forEach((card, index) => {
      if (card.group && card.group !== group) {
        const caption = document.createElement('li');
        caption.className = 'board-group';
        caption.textContent = card.group;
        children.push(caption);
      }
      group = card.group;
      children.push(this.drawn(card, index === 0));
    });
    this.list.replaceChildren(...children);
    this.list.scrollTop = scrolled;
    if (focused) {
      this.item(focused)?.querySelector<HTMLElement>('.board-card')?.focus({ preventScroll: true });
    }
  }

  private drawn(card: Card, first: boolean) {
    const item = document.createElement('li');
    item.className = 'board-item';
    item.dataset.id = card.id;
    item.dataset.title = card.title;
    const body = document.createElement(card.link ? 'a' : 'div');
    body.className = 'board-card';
    body.dataset.id = card.id;
    body.tabIndex = first ? 0 : -1;
    body.draggable = false;
    if (card.link) {
      (body as HTMLAnchorElement).href = card.link;
    }
    if (card.movable) {
      item.dataset.movable = 'true';
      body.setAttribute('aria-description', this.board.texts?.help ?? '');
      body.setAttribute('aria-keyshortcuts', 'Space');
    }
    const title = document.createElement('span');
    title.className = 'board-card-title';
    title.textContent = card.title;
    body.append(title);
    card.notes.forEach(note => {
      const text = document.createElement('span');
      text.className = `board-note ${note.mark}`;
      text.textContent = note.text;
      body.append(text);
    });
    item.append(body);
    return item;
  }
}

if (!customElements.get('mainstay-board')) {
  customElements.define('mainstay-board', Board);
  customElements.define('mainstay-board-cards', Cards);
}
