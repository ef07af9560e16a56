/* Where a person is in the scenario and how they came there; knows nothing of the page. */
(function (Mainstay) {
  var plain = Mainstay.parts.plain;
  var VERSION = 1;

  /* `kept` is an earlier state; one that no longer fits the steps is left aside. */
  function Way(steps, endings, kept) {
    this.steps = steps;
    this.endings = endings;
    this.taken = [];
    this.isListening = false;
    this.restore(kept);
  }

  /* What is next by its name; without one, the step after this in the list, then the first ending. */
  function follow(way, index, choice) {
    var name = plain(choice.next);
    if (!name) {
      return index + 1 < way.steps.length ? step(index + 1) : ending(0);
    }
    var found = named(way.steps, name);
    return found < 0 ? ending(named(way.endings, name)) : step(found);
  }

  function named(list, name) {
    return list.map(function (one) {
      return plain(one.name);
    }).indexOf(name);
  }

  function step(index) {
    return { kind: 'step', index: index };
  }

  function ending(index) {
    return { kind: index < 0 ? 'nowhere' : 'ending', index: index };
  }

  Way.prototype = {
    /* {kind: 'step' | 'ending' | 'nowhere', index}; while listening, still the step of the choice. */
    here: function () {
      var last = this.taken[this.taken.length - 1];
      if (!last) {
        return this.steps.length ? step(0) : ending(-1);
      }
      return this.isListening ? step(last[0]) : follow(this, last[0], this.choices(last[0])[last[1]]);
    },

    choices: function (index) {
      return this.steps[index].choices || [];
    },

    choose: function (number) {
      var at = this.here().index;
      this.taken.push([at, number]);
      this.isListening = plain(this.choices(at)[number].feedback) !== '';
    },

    goOn: function () {
      this.isListening = false;
    },

    back: function () {
      this.taken.pop();
      this.isListening = false;
    },

    restart: function () {
      this.taken = [];
      this.isListening = false;
    },

    /* The choice whose answer is being read. */
    chosen: function () {
      var last = this.taken[this.taken.length - 1];
      return last && this.choices(last[0])[last[1]];
    },

    trail: function () {
      return this.taken.map(function (pair) {
        return { step: this.steps[pair[0]], choice: this.choices(pair[0])[pair[1]] };
      }, this);
    },

    ending: function () {
      var here = this.here();
      return here.kind === 'ending' ? this.endings[here.index] : null;
    },

    state: function () {
      return { version: VERSION, taken: this.taken, isListening: this.isListening };
    },

    restore: function (kept) {
      var taken = kept && kept.version === VERSION && Array.isArray(kept.taken) ? kept.taken : [];
      if (taken.every(this.canTake, this)) {
        this.isListening = kept ? kept.isListening === true && taken.length > 0 : false;
      } else {
        this.restart();
      }
    },

    /* Takes one kept choice again if it can still be made from here. */
    canTake: function (pair) {
      var here = this.here();
      var isMade = Array.isArray(pair) && here.kind === 'step' && here.index === pair[0];
      if (isMade && this.choices(pair[0])[pair[1]]) {
        this.taken.push([pair[0], pair[1]]);
        return true;
      }
      return false;
    }
  };

  Mainstay.Way = Way;
})(window.Mainstay);
