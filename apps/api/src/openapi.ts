/** The OpenAPI document, made from the schemas that check the requests. */
import swagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from './context.ts'
import { version } from './version.ts'

/** `contact`: who answers for what is published, a mail address or a page. */
export async function describeApi(app: App, contact: string | null): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Displacement monitor',
        version,
        description:
          'Published figures of displaced people, each with its exact words, and the trends made of them by a named rule. ' +
          'Numbers are read by machine unless a person has checked them; none is an official figure.',
        ...(contact === null ? {} : { contact: URL.canParse(contact) ? { url: contact } : { email: contact } }),
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'trends', description: 'Series of a place and where they come from.' },
        { name: 'evidence', description: 'From a number back to the words it was read from.' },
        { name: 'places', description: 'Names and ids.' },
        { name: 'alerts', description: 'Rules that watch series, what they found, and where it is told.' },
        { name: 'reading', description: 'Sources, reading a text, and runs over the past.' },
        { name: 'service', description: 'Health and metrics.' },
      ],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key that `monitor keys` made; shown once.' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}
