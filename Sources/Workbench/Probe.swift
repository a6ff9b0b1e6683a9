import Hummingbird
package func probe() -> Router<BasicRequestContext> { Router() }
