// @ts-check
// Seminar: cards that judge keep their verdict, also from screen readers, until the reader asks for it.
(function (/** @type {Postil} */ postil) {
  "use strict";

  const SEALED = postil.say("Sealed: judge these words first");

  const name = (/** @type {PostilCard} */ card) => `${postil.say("Note")} ${card.mark.dataset.number}, ${postil.say("sealed")}`;

  function seal(/** @type {PostilCard} */ card) {
    card.element.classList.add("is-sealed");
    card.element.setAttribute("aria-label", name(card));
    card.element.removeAttribute("aria-labelledby");
    card.mark.dataset.label = card.mark.dataset.label || card.mark.getAttribute("aria-label");
    card.mark.setAttribute("aria-label", name(card));
    if (card.element.querySelector(".postil-unseal")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "postil-unseal";
    button.textContent = SEALED;
    button.addEventListener("click", () => {
      card.unsealed = true;
      unseal(card);
      postil.reveal(card.id);
    });
    card.element.querySelector(".postil-card-head").after(button);
  }

  function unseal(/** @type {PostilCard} */ card) {
    card.element.classList.remove("is-sealed");
    card.element.setAttribute("aria-labelledby", `finding-${card.id}`);
    card.element.removeAttribute("aria-label");
    card.element.querySelector(".postil-unseal")?.remove();
    if (card.mark.dataset.label) card.mark.setAttribute("aria-label", card.mark.dataset.label);
  }

  const judging = postil.cards.filter((card) => card.element.hasAttribute("data-judges"));

  function update() {
    for (const card of judging) (postil.has("seminar") && !card.unsealed ? seal : unseal)(card);
  }

  document.addEventListener("postil:view", update);
  update();
})((window.postil = window.postil || {}));
