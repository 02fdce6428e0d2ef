/* The marks that a delegation gives to the parts of a draft stay in the tab. */
document.querySelectorAll("[data-play-marks]").forEach((box) => window.sourcebook.keep(box, "marks"));
