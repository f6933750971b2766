/**
 * The dashboard: what people look at in a browser. Its files hold no data; that comes by the API.
 */
@NullMarked
package io.headcount.collector.pages;

import org.jspecify.annotations.NullMarked;
