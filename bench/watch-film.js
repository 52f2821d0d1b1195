// Runs in the viewer's page as it is, without a build: see media-seconds.ts.
{
  const watched = new WeakSet();

  const watch = (video) => {
    if (watched.has(video)) return;
    watched.add(video);
    let reported = 0;
    const reportUntil = (mediaMs, atMs) => {
      for (; (reported + 1) * 1000 <= mediaMs; reported++) {
        window.mediaSecondEnded(reported, atMs - (mediaMs - (reported + 1) * 1000));
      }
    };
    const onFrame = (_now, frame) => {
      // A frame belongs to the moment it was presented, which is not this callback's.
      reportUntil(frame.mediaTime * 1000, Date.now() - (performance.now() - frame.presentationTime));
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    video.addEventListener("ended", () => reportUntil(Math.round(video.duration) * 1000, Date.now()));
  };

  new MutationObserver(() => {
    const video = document.querySelector("[data-testid=stimulus]");
    if (video) watch(video);
  }).observe(document, { childList: true, subtree: true });
}
