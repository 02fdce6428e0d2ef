// What the slides add to reveal.js: D makes the room dark, or light again.
const DeckRoom = {
  id: "room",
  init: (deck) =>
    deck.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light room" }, () => {
      document.documentElement.classList.toggle("dark");
    }),
};
