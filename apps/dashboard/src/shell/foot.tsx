/** Whom to tell, where whoever runs the monitor has set it: the page's own head says so. */
const contact = document.querySelector<HTMLMetaElement>('meta[name="contact"]')?.content

/** What stands under every page: what these numbers are not (docs/data-responsibility.md). */
export const Foot = () => (
  <footer class="foot">
    <div class="wrap">
      <p>
        <strong>Not an official figure.</strong> Numbers are read by machine from published reports unless a person has
        checked them; confirm each with the counter, the office that counted, before you act on it.
        {contact !== undefined && (
          <>
            {' '}
            Something here is wrong, or may harm somebody? <a href={contact}>Tell those who run this monitor.</a>
          </>
        )}
      </p>
      <p>
        Flows count <strong>movements, not people</strong>: one person may flee twice. Boundaries and names on maps
        imply no endorsement. Where few people are, or where they fled to in a conflict, less is shown than is known.
      </p>
      <p>
        Each source keeps its own licence, named in every export. Map: Natural Earth (public domain). Place names:
        Natural Earth, GeoNames (CC BY 4.0). <a href="/docs">API</a>
      </p>
    </div>
  </footer>
)
