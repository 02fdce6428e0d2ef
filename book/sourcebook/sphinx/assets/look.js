/* The frame's behaviour: colour switch, reachable scroll regions, where-am-I in the contents.
   Every page reads and works without it. */
(() => {
  "use strict";

  // Colours: automatic (the system's), light, dark. The page's first script has set the stored one.
  const modes = { auto: "automatic", light: "light", dark: "dark" };
  const order = Object.keys(modes);
  const button = document.querySelector("[data-theme-switch]");
  const name = () => {
    const mode = order.includes(document.body.dataset.theme) ? document.body.dataset.theme : "auto";
    document.body.dataset.theme = mode;
    button.querySelector(".sb-theme-word").textContent = `Colours: ${modes[mode]}`;
    return mode;
  };
  button.addEventListener("click", () => {
    document.body.dataset.theme = order[(order.indexOf(name()) + 1) % order.length];
    try { localStorage.setItem("theme", name()); } catch { /* private window: lasts for this page */ }
  });
  name();

  // A box that scrolls sideways must take the keyboard's focus, and only then.
  const label = (box) => {
    const caption = box.querySelector("caption, .caption-text");
    return caption ? caption.textContent.trim() : box.matches("pre") ? "Code" : "Table";
  };
  const reach = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (!box.matches("pre, :has(> pre)")) box.toggleAttribute("data-scrolls", scrolls);
    if (!scrolls) ["tabindex", "role", "aria-label"].forEach((key) => box.removeAttribute(key));
    else if (!box.hasAttribute("tabindex")) {
      Object.entries({ tabindex: "0", role: "group", "aria-label": label(box) })
        .forEach(([key, value]) => box.setAttribute(key, value));
    }
  };
  const watch = new ResizeObserver((entries) => entries.forEach((entry) => reach(entry.target)));
  document.querySelectorAll("article :is(.table-wrapper, .sb-scroll, .output, pre)").forEach((box) => watch.observe(box));

  // The contents mark the section in view.
  const links = new Map([...document.querySelectorAll('.sb-side a[href^="#"]')]
    .map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
  links.delete(null);
  const side = document.getElementById("sb-side");
  const spy = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    const link = links.get(target);
    link.classList.toggle("sb-here", isIntersecting);
    const below = link.offsetTop - side.clientHeight + link.offsetHeight;
    if (isIntersecting) side.scrollTop = Math.max(below, Math.min(side.scrollTop, link.offsetTop));
  }), { rootMargin: "-30% 0px -65% 0px" });
  links.forEach((link, section) => spy.observe(section));

  // Following a link inside the drawer closes it, and so does leaving it by keyboard.
  side.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !side.contains(relatedTarget) && side.matches(":popover-open")) side.hidePopover();
  });
  side.addEventListener("click", (event) => {
    if (event.target.closest("a") && side.matches(":popover-open")) side.hidePopover();
  });
})();
