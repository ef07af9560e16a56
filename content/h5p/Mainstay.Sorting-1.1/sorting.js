/* Mainstay.Sorting: what the person does, and what the host hears of it. */
(function (Mainstay) {
  var parts = Mainstay.parts;
  var plain = parts.plain;
  var Board = Mainstay.Board;
  var cards = Mainstay.cards;
  var drag = Mainstay.drag;
  var wording = Mainstay.wording;
  var PHASES = ['open', 'checked', 'shown'];

  function Sorting(params, contentId, extras) {
    var kept = extras && extras.previousState;
    var behaviour = params.behaviour || {};
    parts.begin(this, contentId, extras, new parts.Words(params.words, wording, parts.languageOf(extras)));
    this.heading = plain(params.heading);
    this.task = params.task;
    this.items = params.items || [];
    this.groups = params.groups || [];
    this.picked = -1;
    this.phase = 'open';
    this.behaviour = {
      marked: behaviour.marked !== false,
      tryAgain: behaviour.tryAgain !== false,
      showSolution: behaviour.showSolution !== false,
      afterwards: behaviour.afterwards
    };
    this.board = new Board({
      inOrder: params.mode === 'order',
      groups: this.groups.length,
      rights: this.items.map(groupOf),
      shuffles: behaviour.shuffle !== false
    }, kept);
    this.resume(kept);
  }

  function groupOf(item) {
    return Number(item.group) || 1;
  }

  function named(item) {
    return '[data-name="' + item + '"]';
  }

  Mainstay.Sorting = parts.type(Sorting, {
    looks: 'mainstay-sorting',

    resume: function (kept) {
      this.isRight = [];
      if (this.board.fits(kept)) {
        this.isTouched = true;
        this.isTold = kept.isTold === true;
        this.phase = PHASES.indexOf(kept.phase) < 0 ? 'open' : kept.phase;
        this.isRight = Array.isArray(kept.isRight) ? kept.isRight : [];
      }
    },

    draw: function () {
      parts.fill(parts.empty(this.screen), cards.screen(this));
      if (this.heard !== this.root) {
        this.heard = this.root;
        this.listen();
      }
    },

    listen: function () {
      drag.listen(this.root, this.drop.bind(this));
      this.root.addEventListener('keydown', this.escape.bind(this));
      this.root.addEventListener('click', this.tap.bind(this));
    },

    isOpen: function () {
      return this.phase === 'open';
    },

    isMarked: function () {
      return !this.isOpen() && this.behaviour.marked;
    },

    nameOf: function (item) {
      return plain(this.items[item].text);
    },

    places: function () {
      return [0].concat(this.groups.map(function (group, index) {
        return index + 1;
      }));
    },

    placeName: function (place) {
      return place ? plain(this.groups[place - 1]) : this.words.say('unsorted');
    },

    pick: function (item) {
      this.picked = this.picked === item ? -1 : item;
      this.redraw(named(item));
    },

    escape: function (event) {
      if (event.key === 'Escape' && this.picked >= 0) {
        this.pick(this.picked);
      }
    },

    /* With an item open, a tap on a group puts it there. */
    tap: function (event) {
      var place = drag.found(event.target, 'data-place');
      var isEmpty = event.target.tagName !== 'BUTTON' && drag.found(event.target, 'data-item') < 0;
      if (this.picked >= 0 && isEmpty && place >= 0 && place !== this.board.places[this.picked]) {
        this.put(this.picked, place);
      }
    },

    put: function (item, place) {
      var from = this.board.places[item];
      var index = this.board.at(from).indexOf(item);
      this.board.put(item, place);
      this.picked = -1;
      this.touched();
      this.redraw(from ? named(item) : this.nextAfter(index));
      this.tell(this.words.say('moved', { item: this.nameOf(item), place: this.placeName(place) }) + ' ' + this.leftOver());
    },

    /* The focus goes on to what is still to sort, and at last to the button below. */
    nextAfter: function (index) {
      var rest = this.board.at(0);
      return rest.length ? named(rest[index % rest.length]) : '[data-action]';
    },

    leftOver: function () {
      return this.words.say('left', { count: this.board.left() });
    },

    shift: function (item, index, way) {
      this.board.shift(item, index);
      this.touched();
      this.redraw('[data-step="' + way + item + '"]');
      this.tell(this.words.say('shifted', { item: this.nameOf(item), number: index + 1, count: this.items.length }));
    },

    drop: function (item, under) {
      var place = drag.found(under, 'data-place');
      var other = drag.found(under, 'data-item');
      if (this.board.inOrder && other >= 0 && other !== item) {
        this.shift(item, this.board.sequence.indexOf(other), 'up');
      } else if (place >= 0 && place !== this.board.places[item]) {
        this.put(item, place);
      }
    },

    /* The names of what can be done now; each is a word and a method. */
    actions: function () {
      var behaviour = this.behaviour;
      if (this.isOpen()) {
        return [behaviour.marked ? 'check' : 'done'];
      }
      if (!behaviour.marked) {
        return ['again'];
      }
      var isAll = this.getScore() === this.items.length;
      return [
        behaviour.tryAgain && !isAll && this.phase === 'checked' && 'tryAgain',
        behaviour.showSolution && !isAll && this.phase === 'checked' && 'showSolution',
        behaviour.tryAgain && 'again'
      ].filter(Boolean);
    },

    check: function () {
      if (this.board.left()) {
        this.remind();
        return;
      }
      this.phase = 'checked';
      this.isRight = this.items.map(function (item, index) {
        return this.board.isRight(index);
      }, this);
      this.touched();
      this.finish();
      this.redraw('.mainstay-result h3');
    },

    done: function () {
      this.check();
    },

    remind: function () {
      this.redraw('[data-action]');
      this.screen.appendChild(parts.el('p', { 'class': 'mainstay-reminder' }, [this.leftOver()]));
      this.tell(this.leftOver());
      this.fit();
    },

    tryAgain: function () {
      this.board.takeBackWrong();
      this.open();
    },

    again: function () {
      this.board.restart();
      this.open();
    },

    /* A new run: it may be told again. */
    open: function () {
      this.phase = 'open';
      this.isRight = [];
      this.isTold = false;
      this.touched();
      this.redraw('[data-name], [data-step]');
    },

    /* The marks stay those of the person's own answer. */
    showSolution: function () {
      this.board.solve();
      this.phase = 'shown';
      this.touched();
      this.redraw('.mainstay-result h3');
    },

    /* Asked for by a host; whoever asks takes no turn. */
    showSolutions: function () {
      this.board.solve();
      this.phase = 'shown';
      this.draw();
      this.fit();
    },

    resetTask: function () {
      this.board.restart();
      this.phase = 'open';
      this.isRight = [];
      this.isTold = this.isTouched = false;
      if (this.root) {
        this.redraw();
      }
    },

    getScore: function () {
      return this.behaviour.marked ? this.isRight.filter(Boolean).length : 0;
    },

    getMaxScore: function () {
      return this.behaviour.marked ? this.items.length : 0;
    },

    getCurrentState: function () {
      if (!this.isTouched) {
        return undefined;
      }
      var state = this.board.state();
      state.phase = this.phase;
      state.isRight = this.isRight;
      state.isTold = this.isTold;
      return state;
    }
  });
})(window.Mainstay);
