/* The words of the interface: the content's own, else those the library brings in its language.
   A value inside a sentence is kept apart from it, so that it may run the other way. */
(function (Mainstay) {
  var APART = '\u2068';
  var TOGETHER = '\u2069';

  /* `brought` is what the library ships, by language. */
  function Words(given, brought, language) {
    this.given = given || {};
    this.language = Mainstay.parts.plain(this.given.language) || language || 'en';
    this.brought = brought[this.language] || brought[this.language.split('-')[0]] || brought.en;
  }

  /* say('moved', { item: 'Tea' }) fills "@item" in the sentence of that name. */
  Words.prototype.say = function (name, values) {
    var sentence = Mainstay.parts.plain(this.given[name]) || this.brought[name] || '';
    return sentence.replace(/@([a-z]+)/g, function (whole, key) {
      return values && key in values ? APART + values[key] + TOGETHER : whole;
    });
  };

  Mainstay.parts.Words = Words;
})(window.Mainstay);
