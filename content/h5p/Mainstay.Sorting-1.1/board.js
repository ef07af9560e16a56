/* Where each item lies, and whether that is right; knows nothing of the page.
   Place 0 holds what is not sorted yet, the groups are 1 to 5. In an order, all lie in place 0,
   and the right one is the order in which the items were written. */
(function (Mainstay) {
  var VERSION = 1;

  /* `kept` is an earlier state; one that no longer fits the items is left aside. */
  function Board(options, kept) {
    this.inOrder = options.inOrder;
    this.groups = options.inOrder ? 0 : options.groups;
    this.rights = options.rights;
    this.shuffles = options.shuffles;
    if (this.fits(kept)) {
      this.sequence = kept.sequence;
      this.places = kept.places;
    } else {
      this.restart();
    }
  }

  function numbers(length) {
    return Array.apply(null, { length: length }).map(function (nothing, index) {
      return index;
    });
  }

  function shuffled(list) {
    for (var last = list.length - 1; last > 0; last -= 1) {
      var other = Math.floor(Math.random() * (last + 1));
      var kept = list[last];
      list[last] = list[other];
      list[other] = kept;
    }
    return list;
  }

  function isInOrder(list) {
    return list.every(function (item, index) {
      return item === index;
    });
  }

  Board.prototype = {
    restart: function () {
      this.sequence = numbers(this.rights.length);
      this.places = this.sequence.map(function () {
        return 0;
      });
      if (this.shuffles || this.inOrder) {
        shuffled(this.sequence);
      }
      if (this.inOrder && isInOrder(this.sequence)) {
        this.sequence.push(this.sequence.shift());
      }
    },

    /* The items in one place, in the order in which they are shown. */
    at: function (place) {
      return this.sequence.filter(function (item) {
        return this.places[item] === place;
      }, this);
    },

    put: function (item, place) {
      this.places[item] = place;
    },

    /* Puts an item where another is now, or at the end of the order. */
    shift: function (item, index) {
      this.sequence.splice(this.sequence.indexOf(item), 1);
      this.sequence.splice(index, 0, item);
    },

    left: function () {
      return this.inOrder ? 0 : this.at(0).length;
    },

    isRight: function (item) {
      return this.inOrder ? this.sequence[item] === item : this.places[item] === this.rights[item];
    },

    score: function () {
      return this.sequence.filter(this.isRight, this).length;
    },

    /* What is right may stay; in groups the rest is taken back. */
    takeBackWrong: function () {
      if (!this.inOrder) {
        this.places = this.places.map(function (place, item) {
          return this.isRight(item) ? place : 0;
        }, this);
      }
    },

    solve: function () {
      if (this.inOrder) {
        this.sequence = numbers(this.rights.length);
      } else {
        this.places = this.rights.slice();
      }
    },

    state: function () {
      return { version: VERSION, inOrder: this.inOrder, sequence: this.sequence.slice(), places: this.places.slice() };
    },

    fits: function (kept) {
      var isOurs = kept && kept.version === VERSION && kept.inOrder === this.inOrder;
      return Boolean(isOurs) && this.isSequence(kept.sequence) && this.arePlaces(kept.places);
    },

    isSequence: function (list) {
      return Array.isArray(list) && list.length === this.rights.length &&
        isInOrder(list.slice().sort(function (one, other) {
          return one - other;
        }));
    },

    arePlaces: function (list) {
      return Array.isArray(list) && list.length === this.rights.length && list.every(function (place) {
        return place % 1 === 0 && place >= 0 && place <= this.groups;
      }, this);
    }
  };

  Mainstay.Board = Board;
})(window.Mainstay);
