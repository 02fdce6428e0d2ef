// What the slides add to reveal.js: a dark room or a light one, slides that stand upright on a phone,
// and the way to the lesson on the first and the last slide.
const DeckRoom = {
  id: "room",
  init: (deck) => {
    const root = document.documentElement;
    const printing = /print-pdf/i.test(location.search);
    const room = () => root.classList.toggle("dark");
    if (!printing && matchMedia("(prefers-color-scheme: dark)").matches) room();
    deck.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light room" }, room);

    const upright = matchMedia("(max-width: 640px) and (orientation: portrait)");
    const { width, height } = deck.getConfig();
    const fit = () => {
      const tall = { width: 720, height: Math.round((720 * innerHeight) / innerWidth) };
      deck.configure(upright.matches ? tall : { width, height });
    };
    if (!printing) {
      deck.on("ready", fit);
      addEventListener("resize", fit);
    }

    const lesson = document.querySelector(".deck-lesson");
    const show = () => (lesson.hidden = !deck.isFirstSlide() && !deck.isLastSlide());
    if (lesson) ["ready", "slidechanged"].forEach((name) => deck.on(name, show));
  },
};
