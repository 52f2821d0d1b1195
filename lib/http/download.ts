/** Answer with a file that the browser saves: never cached, and named in characters that every system takes. */
export function download(
  body: ReadableStream<Uint8Array> | string,
  file: { name: string; contentType: string; describedBy?: string },
): Response {
  const name = file.name.replace(/[^A-Za-z0-9._-]+/g, "-");
  return new Response(body, {
    headers: {
      "content-type": `${file.contentType}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      ...(file.describedBy === undefined ? {} : { link: `<${file.describedBy}>; rel="describedby"` }),
    },
  });
}
