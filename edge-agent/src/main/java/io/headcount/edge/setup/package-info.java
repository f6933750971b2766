/**
 * The box's configuration as its page changes it: checked, kept in versions, put in force while the
 * agent runs; and the API and pages for it.
 */
@NullMarked
package io.headcount.edge.setup;

import org.jspecify.annotations.NullMarked;
