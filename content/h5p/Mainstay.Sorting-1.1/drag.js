/* Dragging by the handle, beside the buttons: with a mouse, a pen or a finger.
   `drop(item, target)` is called with what lies under the pointer at the end. */
(function (Mainstay) {
  var FAR_ENOUGH = 6;

  function listen(root, drop) {
    var held = null;

    function take(event) {
      var card = event.target.className === 'mainstay-handle' && event.target.parentNode;
      if (card && !held && event.button === 0) {
        held = { card: card, id: event.pointerId, x: event.clientX, y: event.clientY, isMoving: false };
        event.target.setPointerCapture(event.pointerId);
        event.preventDefault();
      }
    }

    function move(event) {
      if (!held || event.pointerId !== held.id) {
        return;
      }
      var x = event.clientX - held.x;
      var y = event.clientY - held.y;
      held.isMoving = held.isMoving || Math.abs(x) + Math.abs(y) > FAR_ENOUGH;
      if (held.isMoving) {
        held.card.classList.add('mainstay-held');
        held.card.style.transform = 'translate(' + x + 'px,' + y + 'px)';
      }
    }

    /* The held card lets the pointer through, so that what is under it is found. */
    function release(event) {
      if (!held || event.pointerId !== held.id) {
        return;
      }
      var last = held;
      var under = document.elementFromPoint(event.clientX, event.clientY);
      letGo();
      if (last.isMoving && under) {
        drop(Number(last.card.getAttribute('data-item')), under);
      }
    }

    function letGo() {
      if (held) {
        held.card.classList.remove('mainstay-held');
        held.card.style.transform = '';
        held = null;
      }
    }

    root.addEventListener('pointerdown', take);
    root.addEventListener('pointermove', move);
    root.addEventListener('pointerup', release);
    root.addEventListener('pointercancel', letGo);
    root.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') {
        letGo();
      }
    });
  }

  /* The nearest ancestor that has this attribute, and its value. */
  function found(node, attribute) {
    while (node && node.getAttribute) {
      if (node.hasAttribute(attribute)) {
        return Number(node.getAttribute(attribute));
      }
      node = node.parentNode;
    }
    return -1;
  }

  Mainstay.drag = { listen: listen, found: found };
})(window.Mainstay);
